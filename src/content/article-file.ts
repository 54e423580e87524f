import { createRequire } from 'node:module';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { applyCitationStyle, type CitationStyle } from './citation-style.ts';
import { keepFirstDefinitions } from './markdown/footnotes.ts';
import { parseMarkdown, stringifyMarkdown } from './markdown/normal-form.ts';

const require = createRequire(import.meta.url);

export type AuthorKind = 'person' | 'extractive' | 'model';

export interface ArticleSource {
  id: string;
  title: string;
  /** `https://…`, `file:notes.pdf` or `text:`. */
  address: string;
  /** Of the original bytes, hex. */
  sha256: string;
}

/** What an article file says; the body has no title of its own. */
export interface Article {
  title: string;
  slug: string;
  description: string;
  keywords: readonly string[];
  language: string;
  type: string;
  author: AuthorKind;
  /** `provider/model` when a model wrote it. */
  model: string | null;
  /** UTC milliseconds. */
  date: number;
  sources: readonly ArticleSource[];
  /** Markdown in normal form. */
  body: string;
}

/** The one article file: YAML front matter, the title, the Markdown. Equal articles give equal bytes. */
export function writeArticleFile(article: Article, citations: CitationStyle = 'footnotes'): string {
  return `---\n${frontMatter(article)}---\n${stringifyMarkdown(articleTree(article, citations))}`;
}

/** The body under its title, with the citations in the wished style; what every export is made from. */
export function articleTree(article: Pick<Article, 'title' | 'body'>, citations: CitationStyle): Root {
  const root = parseMarkdown(article.body);
  if (!startsWithTitle(root, article.title)) {
    root.children.unshift({ type: 'heading', depth: 1, children: [{ type: 'text', value: fold(article.title) }] });
  }
  keepFirstDefinitions(root);
  applyCitationStyle(root, citations);
  return root;
}

/** Whether the first block is the title as a heading. */
export function startsWithTitle(root: Root, title: string): boolean {
  const first = root.children[0];
  return first?.type === 'heading' && first.depth === 1 && fold(textOf(first)) === fold(title);
}

/** Read alike by YAML 1.2 and by the many readers of YAML 1.1, to which `no` is false, `2024-01-01` a date and `12:30` a number. */
function frontMatter(article: Article): string {
  const { slug, language, type, author, model, date } = article;
  // Loaded with the first file, not with the program.
  const { Document, isMap, isSeq, visit } = require('yaml') as typeof import('yaml');
  const document = new Document(
    {
      ...{ title: fold(article.title), slug, description: fold(article.description), keywords: article.keywords.map(fold), language },
      ...{ type, author, model, date: new Date(date).toISOString().replace(/\.\d{3}Z$/, 'Z') },
      sources: article.sources.map(({ id, title, address, sha256 }) => ({ id, title: fold(title), address, sha256 })),
    },
    { compat: 'yaml-1.1' },
  );
  visit(document, {
    Scalar: (_key, node) => {
      // A question mark ends a plain word of a flow list for some readers; an address may hold anything.
      if (typeof node.value === 'string' && /^[^\p{L}\p{N}]|[?\p{Cc}]|^(?:file|text|https?):/u.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  const list = document.get('keywords');
  if (isSeq(list)) list.flow = true;
  const cited = document.get('sources');
  if (isSeq(cited)) for (const item of cited.items) if (isMap(item)) item.flow = true;
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: true, singleQuote: false });
  // The one value that is meant to be read as a time.
  return text.replace(/^date: "(.*)"$/m, 'date: $1');
}

/** One line: the controls of Unicode end a line in YAML, and are no white space to JavaScript. */
function fold(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
