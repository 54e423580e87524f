import type { Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import type { EditorMark, EditorNode } from './editor-json.ts';
import { fromEditor } from './from-editor.ts';
import { parseMarkdown, stringifyMarkdown } from './markdown.ts';

/**
 * The editor's document of a Markdown text in normal form. What the editor cannot show, or would write in another way, stands in it as
 * a source block with its Markdown, so that `toMarkdown(toEditor(N)) === N`.
 */
export function toEditor(markdown: string): EditorNode {
  const root = parseMarkdown(markdown);
  const blocks = root.children.map((block) => blockOrSource(block, markdown));
  const document = documentOf(blocks);
  if (stringifyMarkdown(fromEditor(document)) === markdown) return document;
  // Blocks that are right each by itself may still touch: two lists, say.
  return documentOf(markdown === '' ? [] : [sourceBlock(markdown.replace(/\n$/, ''))]);
}

function documentOf(blocks: EditorNode[]): EditorNode {
  return { type: 'doc', content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks };
}

function sourceBlock(markdown: string): EditorNode {
  return { type: 'sourceBlock', content: [{ type: 'text', text: markdown }] };
}

function blockOrSource(block: RootContent, markdown: string): EditorNode {
  const source = markdown.slice(block.position?.start.offset, block.position?.end.offset);
  const node = blockOf(block);
  if (node === null || stringifyMarkdown(fromEditor({ type: 'doc', content: [node] })).trimEnd() !== stringified(block))
    return sourceBlock(source);
  return node;
}

function stringified(block: RootContent): string {
  return stringifyMarkdown({ type: 'root', children: [block] }).trimEnd();
}

/** Null for what the editor has no node for. */
function blockOf(node: Nodes): EditorNode | null {
  switch (node.type) {
    case 'paragraph':
      return withContent('paragraph', {}, inlineOf(node.children));
    case 'heading':
      return withContent('heading', { level: node.depth }, inlineOf(node.children));
    case 'blockquote':
      return withContent('blockquote', {}, blocksOf(node.children));
    case 'list':
      return withContent(
        node.ordered === true ? 'orderedList' : 'bulletList',
        { ...(node.ordered === true ? { start: node.start ?? 1 } : {}), spread: node.spread === true },
        blocksOf(node.children),
      );
    case 'listItem':
      return withContent('listItem', { checked: node.checked ?? null, spread: node.spread === true }, blocksOf(node.children));
    case 'code':
      return withContent(
        'codeBlock',
        { language: node.lang ?? null, meta: node.meta ?? null },
        node.value === '' ? [] : [{ type: 'text', text: node.value }],
      );
    case 'thematicBreak':
      return { type: 'horizontalRule' };
    case 'table':
      return tableOf(node);
    case 'footnoteDefinition':
      return withContent('footnoteDefinition', { label: node.label ?? node.identifier }, blocksOf(node.children));
    default:
      return null;
  }
}

function withContent(type: string, attrs: Record<string, unknown>, content: EditorNode[] | null): EditorNode | null {
  if (content === null) return null;
  return { type, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) };
}

/** Null when one of them has no node. */
function blocksOf(nodes: readonly Nodes[]): EditorNode[] | null {
  const blocks = nodes.map(blockOf);
  return blocks.every((block) => block !== null) ? blocks : null;
}

function tableOf(table: Table): EditorNode | null {
  const rows = table.children.map((row, index) => {
    const cells = row.children.map((cell, column) => {
      const content = inlineOf(cell.children);
      if (content === null) return null;
      const paragraph: EditorNode = { type: 'paragraph', ...(content.length > 0 ? { content } : {}) };
      return { type: index === 0 ? 'tableHeader' : 'tableCell', attrs: { align: table.align?.[column] ?? null }, content: [paragraph] };
    });
    return cells.every((cell) => cell !== null) ? { type: 'tableRow', content: cells } : null;
  });
  return rows.every((row) => row !== null) ? { type: 'table', content: rows } : null;
}

function inlineOf(nodes: readonly PhrasingContent[], marks: readonly EditorMark[] = []): EditorNode[] | null {
  const found: EditorNode[] = [];
  for (const node of nodes) {
    const inline = inlineNode(node, marks);
    if (inline === null) return null;
    found.push(...inline);
  }
  return found;
}

function inlineNode(node: PhrasingContent, marks: readonly EditorMark[]): EditorNode[] | null {
  switch (node.type) {
    case 'text':
      return textNodes(node.value, marks);
    case 'inlineCode':
      return [text(node.value, [...marks, { type: 'code' }])];
    case 'strong':
      return inlineOf(node.children, [...marks, { type: 'bold' }]);
    case 'emphasis':
      return inlineOf(node.children, [...marks, { type: 'italic' }]);
    case 'delete':
      return inlineOf(node.children, [...marks, { type: 'strike' }]);
    case 'link':
      return inlineOf(node.children, [...marks, { type: 'link', attrs: { href: node.url, title: node.title ?? null } }]);
    case 'break':
      return [withMarks({ type: 'hardBreak' }, marks)];
    case 'image':
      return [withMarks({ type: 'image', attrs: { src: node.url, alt: node.alt ?? null, title: node.title ?? null } }, marks)];
    case 'footnoteReference':
      return [withMarks({ type: 'footnoteReference', attrs: { label: node.label ?? node.identifier } }, marks)];
    default:
      return null;
  }
}

/** A line end within a paragraph is shown as a space, and kept. */
function textNodes(value: string, marks: readonly EditorMark[]): EditorNode[] {
  return value
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [withMarks({ type: 'softBreak' }, marks)] : []),
      ...(line === '' ? [] : [text(line, marks)]),
    ]);
}

function text(value: string, marks: readonly EditorMark[]): EditorNode {
  return withMarks({ type: 'text', text: value }, marks);
}

function withMarks(node: EditorNode, marks: readonly EditorMark[]): EditorNode {
  return marks.length === 0 ? node : { ...node, marks: [...marks] };
}
