import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import type { Html, Root } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype, { type Options } from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { type Article, articleTree } from './article-file.ts';
import type { CitationStyle } from './citation-style.ts';

const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1rem; font: 1.05rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, p, li, th, td, blockquote { unicode-bidi: plaintext; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 .5em; } h1 { margin-top: 0; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: .2rem solid; opacity: .85; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; } code { font-family: ui-monospace, monospace; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .3rem .6rem; text-align: start; }
.footnotes { margin-top: 3rem; border-top: 1px solid; font-size: .9rem; } .sr-only { position: absolute; clip-path: inset(50%); }
`;

/** Nothing is fetched and no script runs, whatever got into the text. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

const fragment = unified().use(rehypeParse, { fragment: true }).freeze();

const options: Options = {
  clobberPrefix: 'note-',
  handlers: {
    /** A block of HTML keeps its words; single tags in a line of text are dropped. */
    html: (_state, node: Html, parent) => (parent?.type === 'root' ? (fragment.parse(node.value).children as ElementContent[]) : undefined),
  },
};

/** IDs keep their names, or the links of the footnotes would miss them; without scripts there is nothing they could stand in for. */
const schema = { ...defaultSchema, clobberPrefix: '', strip: ['script', 'style'] };

const toHtml = unified()
  .use(remarkRehype, options)
  .use(() => withoutImages)
  .use(rehypeSanitize, schema)
  .use(rehypeStringify)
  .freeze();

/** One self-contained page: no script, no image or style from elsewhere; links to files of the library lose their target. */
export function writeHtml(article: Article, citations: CitationStyle): string {
  const tree: Root = articleTree(article, citations);
  const body = toHtml.stringify(toHtml.runSync(tree));
  const keywords = article.keywords.length === 0 ? '' : `<meta name="keywords" content="${escaped(article.keywords.join(', '))}">\n`;
  return `<!doctype html>
<html lang="${escaped(article.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(article.title)}</title>
<meta name="description" content="${escaped(article.description)}">
${keywords}<style>${style}</style>
</head>
<body>
<article>
${body}
</article>
</body>
</html>
`;
}

/** An image from elsewhere would tell its server who reads; a link says the same and waits to be followed. */
function withoutImages(tree: HtmlRoot): void {
  visit(tree, 'element', (node: Element) => {
    if (node.tagName !== 'img') return;
    const { src, alt } = node.properties;
    node.tagName = 'a';
    node.properties = typeof src === 'string' ? { href: src } : {};
    node.children = [{ type: 'text', value: String(alt || src || '') }];
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
