import { Code } from '@tiptap/extension-code';
import Image from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { EvidenceMarks } from './evidence/evidence-marks.ts';
import { FootnoteDefinition, FootnoteReference } from './nodes/footnotes.ts';
import { MarkdownAttributes } from './nodes/markdown-attributes.ts';
import { SoftBreak } from './nodes/soft-break.ts';
import { SourceBlock } from './nodes/source-block.ts';

/** The manuscript's schema: what Markdown has, and nothing it has not. A cell of a table is a line. */
export const extensions = [
  StarterKit.configure({
    underline: false,
    code: false,
    trailingNode: { notAfter: ['paragraph', 'footnoteDefinition'] },
    link: { openOnClick: false, autolink: true, HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' } },
    undoRedo: { depth: 500 },
  }),
  Code.extend({ excludes: '' }),
  Image.configure({ inline: true }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader.extend({ content: 'paragraph' }),
  TableCell.extend({ content: 'paragraph' }),
  SoftBreak,
  SourceBlock,
  FootnoteReference,
  FootnoteDefinition,
  MarkdownAttributes,
  EvidenceMarks,
];
