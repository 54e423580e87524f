import { tests as commonMark } from 'commonmark-spec';
import { describe, expect, it } from 'vitest';
import { toNormalForm } from '../../../../src/content/markdown/normal-form.ts';
import type { EditorNode } from './editor-json.ts';
import { toMarkdown } from './from-editor.ts';
import { toEditor } from './to-editor.ts';

/** What the editor shows as Markdown instead of as text. */
function sourceBlocks(node: EditorNode): number {
  return (node.type === 'sourceBlock' ? 1 : 0) + (node.content ?? []).reduce((sum, child) => sum + sourceBlocks(child), 0);
}

describe('the editor’s document of a text in normal form', () => {
  it.each(commonMark.map(({ number, markdown }) => [number, markdown] as const))('CommonMark example %i', (_number, markdown) => {
    const stored = toNormalForm(markdown);
    expect(toMarkdown(toEditor(stored))).toBe(stored);
  });

  it.each([
    ['headings and paragraphs', '# A\n\nText *with **strong** words* and `code`.\n'],
    ['a line end within a paragraph', 'One line\nand the next.\n'],
    ['lists in lists', '- one\n  - two\n    1. three\n- [x] done\n- [ ] open\n'],
    ['a loose list', '1. one\n\n   more\n\n2. two\n'],
    ['a table with alignment', '| a | b |\n| :- | -: |\n| **1** | 2 |\n'],
    ['footnotes', 'Fact.[^1] Other.[^note]\n\n[^1]: [Title](https://example.org), p. 3 — “a quote”\n\n[^note]: Two.\n\n    Paragraphs.\n'],
    ['a link with a title around an image', '[![alt](a.png "t")](https://example.org "title")\n'],
    ['strikethrough and a rule', '~~gone~~\n\n---\n\nText\n'],
    ['nested emphasis', '***both** one*\n'],
    ['code with a language and more', '```js title="a"\nconst a = 1;\n```\n'],
    ['quotations', '> one\n>\n> - two\n'],
  ])('is text and no source block for %s', (_name, markdown) => {
    const stored = toNormalForm(markdown);
    const document = toEditor(stored);
    expect(sourceBlocks(document)).toBe(0);
    expect(toMarkdown(document)).toBe(stored);
  });

  it('keeps what it cannot show as it is, and the rest as text', () => {
    const stored = toNormalForm('Before\n\n<details><summary>More</summary></details>\n\nAfter [ref]\n\n[ref]: https://example.org\n');
    const document = toEditor(stored);
    expect(document.content?.map(({ type }) => type)).toEqual(['paragraph', 'sourceBlock', 'sourceBlock', 'sourceBlock']);
    expect(toMarkdown(document)).toBe(stored);
  });
});
