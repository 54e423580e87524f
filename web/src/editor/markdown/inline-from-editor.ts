import type { PhrasingContent } from 'mdast';
import type { EditorMark, EditorNode } from './editor-json.ts';

/** Inline content with flat marks becomes nested: the mark that reaches furthest stands outside. */
export function inlineFromEditor(nodes: readonly EditorNode[]): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index] as EditorNode;
    const mark = outermost(nodes, index);
    if (mark === null) {
      pushLeaf(found, node);
      index += 1;
      continue;
    }
    const end = reachOf(nodes, index, mark);
    const inside = nodes.slice(index, end).map((each) => without(each, mark));
    found.push(wrap(mark, inlineFromEditor(inside)));
    index = end;
  }
  return found;
}

/** Of the marks that begin here the one that reaches furthest; of equals the one the node names first. Code is a leaf, not a wrapping. */
function outermost(nodes: readonly EditorNode[], index: number): EditorMark | null {
  const marks = (nodes[index]?.marks ?? []).filter(({ type }) => type !== 'code');
  let best: { mark: EditorMark; reach: number } | null = null;
  for (const mark of marks) {
    const reach = reachOf(nodes, index, mark);
    if (best === null || reach > best.reach) best = { mark, reach };
  }
  return best?.mark ?? null;
}

function reachOf(nodes: readonly EditorNode[], from: number, mark: EditorMark): number {
  let end = from;
  while (end < nodes.length && (nodes[end]?.marks ?? []).some((each) => isSame(each, mark))) end += 1;
  return end;
}

function isSame(one: EditorMark, other: EditorMark): boolean {
  return one.type === other.type && one.attrs?.href === other.attrs?.href && (one.attrs?.title ?? null) === (other.attrs?.title ?? null);
}

function without(node: EditorNode, mark: EditorMark): EditorNode {
  return { ...node, marks: (node.marks ?? []).filter((each) => !isSame(each, mark)) };
}

function wrap({ type, attrs = {} }: EditorMark, children: PhrasingContent[]): PhrasingContent {
  switch (type) {
    case 'bold':
      return { type: 'strong', children };
    case 'italic':
      return { type: 'emphasis', children };
    case 'strike':
      return { type: 'delete', children };
    case 'link':
      return {
        type: 'link',
        url: String(attrs.href ?? ''),
        title: typeof attrs.title === 'string' ? attrs.title : null,
        children: children as [],
      };
    default:
      throw new Error(`The editor holds a mark “${type}” that has no Markdown.`);
  }
}

function pushLeaf(found: PhrasingContent[], node: EditorNode): void {
  const { attrs = {} } = node;
  switch (node.type) {
    case 'text':
      if (node.marks?.some(({ type }) => type === 'code')) found.push({ type: 'inlineCode', value: node.text ?? '' });
      else pushText(found, node.text ?? '');
      return;
    case 'softBreak':
      pushText(found, '\n');
      return;
    case 'hardBreak':
      found.push({ type: 'break' });
      return;
    case 'image':
      found.push({ type: 'image', url: String(attrs.src ?? ''), alt: stringOr(attrs.alt), title: stringOr(attrs.title) });
      return;
    case 'footnoteReference':
      found.push({ type: 'footnoteReference', identifier: String(attrs.label).toLowerCase(), label: String(attrs.label) });
      return;
    default:
      throw new Error(`The editor holds “${node.type}” within a line, which has no Markdown.`);
  }
}

/** Neighbouring text is one text, or each part would be escaped by itself. */
function pushText(found: PhrasingContent[], value: string): void {
  const last = found.at(-1);
  if (last?.type === 'text') last.value += value;
  else found.push({ type: 'text', value });
}

function stringOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
