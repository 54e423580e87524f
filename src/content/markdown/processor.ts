import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

/** Reads GFM with footnotes and writes it with the fixed options of the normal form. */
export const markdownProcessor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    bulletOther: '*',
    emphasis: '*',
    strong: '*',
    fence: '`',
    fences: true,
    incrementListMarker: true,
    listItemIndent: 'one',
    rule: '-',
    tightDefinitions: true,
    // After a reference at the start of a line it would make a definition of it.
    unsafe: [{ before: '\\]', character: ':', inConstruct: 'phrasing' }],
  })
  .freeze();
