import { Node } from '@tiptap/core';

/** Markdown the editor has no node for, shown and edited as it is. */
export const SourceBlock = Node.create({
  name: 'sourceBlock',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: 'pre[data-source-block]', preserveWhitespace: 'full' as const }],
  renderHTML: () => ['pre', { 'data-source-block': '', spellcheck: 'false', dir: 'ltr' }, ['code', 0]],
});
