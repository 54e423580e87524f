import { mergeAttributes, Node } from '@tiptap/core';

/** A citation in the text: a chip with its footnote's label. */
export const FootnoteReference = Node.create({
  name: 'footnoteReference',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    label: { default: '1', parseHTML: (element) => element.dataset.footnote, renderHTML: ({ label }) => ({ 'data-footnote': label }) },
  }),
  renderText: () => '',
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['sup', mergeAttributes(HTMLAttributes, { class: 'citation-chip' }), String(node.attrs.label)],
});

/** What a citation says, below the text. */
export const FootnoteDefinition = Node.create({
  name: 'footnoteDefinition',
  group: 'block',
  content: 'block+',
  defining: true,
  isolating: true,
  addAttributes: () => ({
    label: {
      default: '1',
      parseHTML: (element) => element.dataset.footnoteDefinition,
      renderHTML: ({ label }) => ({ 'data-footnote-definition': label }),
    },
  }),
  parseHTML: () => [{ tag: 'aside[data-footnote-definition]' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', mergeAttributes(HTMLAttributes, { class: 'footnote' }), 0],
});
