import type { Nodes, Root } from 'mdast';

const blocks = new Set(['paragraph', 'heading', 'code', 'tableRow', 'listItem', 'blockquote', 'html', 'thematicBreak']);
const silent = new Set(['footnoteDefinition', 'footnoteReference', 'html', 'definition', 'yaml']);

/** The words of a tree as a reader sees them: blocks parted by a blank line, without footnotes, HTML and marks. */
export function plainText(root: Root): string {
  const parts: string[] = [];
  collect(root, parts);
  return parts
    .join('')
    .replace(/[ \t]*\n\s*\n\s*/g, '\n\n')
    .trim();
}

function collect(node: Nodes, parts: string[]): void {
  if (silent.has(node.type)) return;
  if (node.type === 'break') parts.push('\n');
  else if (node.type === 'image') parts.push(node.alt ?? '');
  else if ('value' in node) parts.push(node.value);
  else if ('children' in node) for (const child of node.children) collect(child, parts);
  if (node.type === 'tableCell') parts.push(' ');
  if (blocks.has(node.type)) parts.push('\n\n');
}
