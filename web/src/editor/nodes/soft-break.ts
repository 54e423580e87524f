import { Node } from '@tiptap/core';

/** A line end within a paragraph: a space to the reader, kept in the Markdown. */
export const SoftBreak = Node.create({
  name: 'softBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  renderText: () => ' ',
  parseHTML: () => [{ tag: 'span[data-soft-break]' }],
  renderHTML: () => ['span', { 'data-soft-break': '' }, ' '],
});
