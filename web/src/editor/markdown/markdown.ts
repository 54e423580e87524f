import type { Literal, Root } from 'mdast';
import { canonicaliseTree } from '../../../../src/content/markdown/canonical-tree.ts';
import { markdownProcessor } from '../../../../src/content/markdown/processor.ts';

/** Markdown that is written as it stands, since the editor has no node for it. */
export interface Verbatim extends Literal {
  type: 'verbatim';
}

declare module 'mdast' {
  interface RootContentMap {
    verbatim: Verbatim;
  }
  interface BlockContentMap {
    verbatim: Verbatim;
  }
}

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    verbatim: 'verbatim';
  }
}

const writer = markdownProcessor();
writer.data('toMarkdownExtensions', [
  ...(writer.data('toMarkdownExtensions') ?? []),
  { handlers: { verbatim: ({ value }: Verbatim) => value } },
]);
writer.freeze();

/** The server's own reading and writing of Markdown, in the browser. */
export function parseMarkdown(text: string): Root {
  return markdownProcessor.parse(text);
}

export function stringifyMarkdown(root: Root): string {
  const copy = structuredClone(root);
  canonicaliseTree(copy);
  return writer.stringify(copy);
}
