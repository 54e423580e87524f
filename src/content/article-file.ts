import { createRequire } from 'node:module';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { applyCitationStyle, type CitationStyle } from './citation-style.ts';
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
    root.children.unshift({ type: 'heading', depth: 1, children: [{ type: 'text', value: article.title }] });
  }
  applyCitationStyle(root, citations);
  return root;
}

/** Whether the first block is the title as a heading. */
export function startsWithTitle(root: Root, title: string): boolean {
  const first = root.children[0];
  return first?.type === 'heading' && first.depth === 1 && fold(textOf(first)) === fold(title);
}

function frontMatter(article: Article): string {
  const { title, slug, description, keywords, language, type, author, model, date, sources } = article;
  // Loaded with the first file, not with the program.
  const { Document, isMap, isSeq } = require('yaml') as typeof import('yaml');
  const document = new Document({
    ...{ title, slug, description, keywords, language, type, author, model },
    date: new Date(date).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    sources: sources.map(({ id, title, address, sha256 }) => ({ id, title, address, sha256 })),
  });
  const list = document.get('keywords');
  if (isSeq(list)) list.flow = true;
  const cited = document.get('sources');
  if (isSeq(cited)) for (const item of cited.items) if (isMap(item)) item.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: true, singleQuote: false });
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
