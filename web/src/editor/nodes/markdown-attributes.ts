import { Extension } from '@tiptap/core';

/** What Markdown says of a node and the editor only carries along. */
export const MarkdownAttributes = Extension.create({
  name: 'markdownAttributes',
  addGlobalAttributes: () => [
    { types: ['bulletList', 'orderedList', 'listItem'], attributes: { spread: { default: false, rendered: false } } },
    {
      types: ['listItem'],
      attributes: {
        checked: {
          default: null,
          parseHTML: (element: HTMLElement) => (element.dataset.checked === undefined ? null : element.dataset.checked === 'true'),
          renderHTML: ({ checked }) => (checked === null ? {} : { 'data-checked': String(checked) }),
        },
      },
    },
    { types: ['codeBlock'], attributes: { meta: { default: null, rendered: false } } },
    {
      types: ['tableCell', 'tableHeader'],
      attributes: {
        align: {
          default: null,
          parseHTML: (element: HTMLElement) => element.dataset.align ?? null,
          renderHTML: ({ align }) => (align === null ? {} : { 'data-align': align }),
        },
      },
    },
  ],
});
