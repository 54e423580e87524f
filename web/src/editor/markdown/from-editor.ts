import type { AlignType, BlockContent, FootnoteDefinition, ListItem, PhrasingContent, Root, RootContent, TableCell, TableRow } from 'mdast';
import type { EditorNode } from './editor-json.ts';
import { inlineFromEditor } from './inline-from-editor.ts';
import { stringifyMarkdown } from './markdown.ts';

/** The Markdown of the editor's document, in the server's normal form but for what only a second writing settles. */
export function toMarkdown(document: EditorNode): string {
  return stringifyMarkdown(fromEditor(document));
}

/** The tree of the editor's document. */
export function fromEditor(document: EditorNode): Root {
  const blocks = contentOf(document);
  // A last empty paragraph is only the place where one would go on writing.
  const last = blocks.at(-1);
  const written = last !== undefined && isEmptyParagraph(last) ? blocks.slice(0, -1) : blocks;
  return { type: 'root', children: written.map(blockFrom) };
}

function contentOf(node: EditorNode): readonly EditorNode[] {
  return node.content ?? [];
}

function isEmptyParagraph(node: EditorNode): boolean {
  return node.type === 'paragraph' && contentOf(node).length === 0;
}

function textOf(node: EditorNode): string {
  return contentOf(node)
    .map(({ text }) => text ?? '')
    .join('');
}

function blockFrom(node: EditorNode): RootContent {
  const { attrs = {} } = node;
  switch (node.type) {
    case 'sourceBlock':
      return { type: 'verbatim', value: textOf(node) };
    case 'paragraph':
      return { type: 'paragraph', children: inline(node) };
    case 'heading':
      return { type: 'heading', depth: Math.min(6, Math.max(1, Number(attrs.level))) as 1, children: inline(node) };
    case 'blockquote':
      return { type: 'blockquote', children: blocksFrom(node) };
    case 'bulletList':
    case 'orderedList':
      return {
        type: 'list',
        ordered: node.type === 'orderedList',
        start: node.type === 'orderedList' ? Number(attrs.start ?? 1) : null,
        spread: attrs.spread === true,
        children: contentOf(node).map(itemFrom),
      };
    case 'codeBlock':
      return { type: 'code', lang: stringOrNull(attrs.language), meta: stringOrNull(attrs.meta), value: textOf(node) };
    case 'horizontalRule':
      return { type: 'thematicBreak' };
    case 'table':
      return tableFrom(node);
    case 'footnoteDefinition':
      return footnoteFrom(node);
    default:
      throw new Error(`The editor holds a block “${node.type}” that has no Markdown.`);
  }
}

function inline(node: EditorNode): PhrasingContent[] {
  return inlineFromEditor(contentOf(node));
}

function blocksFrom(node: EditorNode): BlockContent[] {
  return contentOf(node).map(blockFrom) as BlockContent[];
}

function itemFrom(node: EditorNode): ListItem {
  const checked = typeof node.attrs?.checked === 'boolean' ? node.attrs.checked : null;
  return { type: 'listItem', checked, spread: node.attrs?.spread === true, children: blocksFrom(node) };
}

function footnoteFrom(node: EditorNode): FootnoteDefinition {
  const label = String(node.attrs?.label);
  return { type: 'footnoteDefinition', identifier: label.toLowerCase(), label, children: blocksFrom(node) };
}

function tableFrom(node: EditorNode): RootContent {
  const rows = contentOf(node);
  const align = contentOf(rows[0] ?? node).map((cell) => stringOrNull(cell.attrs?.align) as AlignType);
  return { type: 'table', align, children: rows.map(rowFrom) };
}

function rowFrom(row: EditorNode): TableRow {
  return { type: 'tableRow', children: contentOf(row).map(cellFrom) };
}

/** Lines of a cell are one line in Markdown. */
function cellFrom(cell: EditorNode): TableCell {
  const lines = contentOf(cell).map((paragraph) => inline(paragraph));
  return {
    type: 'tableCell',
    children: lines.flatMap((line, index) => (index === 0 ? line : [{ type: 'text' as const, value: ' ' }, ...line])),
  };
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
