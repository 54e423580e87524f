import type { Nodes, Root } from 'mdast';

/** A stretch of prose of a Markdown text as a reader sees it, with the way back. */
export interface Prose {
  /** Without marks; line ends are spaces. */
  text: string;
  /** UTF-16 offset in the Markdown of each UTF-16 unit of `text`. */
  offsets: number[];
  /** Where the character at the same index ends in the Markdown (an entity is longer than what it means). */
  ends: number[];
  /** Footnote references by the index in `text` they stand at. */
  footnotes: { at: number; label: string }[];
  /** Inside a block quotation. */
  quoted: boolean;
}

const skipped = new Set(['heading', 'code', 'footnoteDefinition', 'definition', 'html', 'yaml', 'table', 'image', 'imageReference']);

/** The paragraphs and list items of a document in order; headings, code, tables and footnote definitions left out. */
export function proseOf(root: Root, markdown: string): Prose[] {
  const found: Prose[] = [];
  collect(root, markdown, false, found);
  return found;
}

function collect(node: Nodes, markdown: string, quoted: boolean, found: Prose[]): void {
  if (skipped.has(node.type)) return;
  if (node.type === 'paragraph') {
    const prose: Prose = { text: '', offsets: [], ends: [], footnotes: [], quoted };
    for (const child of node.children) read(child, markdown, prose);
    found.push(prose);
  } else if ('children' in node) {
    for (const child of node.children) collect(child, markdown, quoted || node.type === 'blockquote', found);
  }
}

function read(node: Nodes, markdown: string, prose: Prose): void {
  if (node.type === 'footnoteReference') prose.footnotes.push({ at: prose.text.length, label: node.label ?? node.identifier });
  else if (node.type === 'text' || node.type === 'inlineCode')
    addText(node.value, node.type === 'text', start(node), end(node), markdown, prose);
  else if (node.type === 'break') add(' ', start(node), end(node), prose);
  else if (!skipped.has(node.type) && 'children' in node) for (const child of node.children) read(child, markdown, prose);
}

const start = (node: Nodes) => node.position?.start.offset ?? 0;
const end = (node: Nodes) => node.position?.end.offset ?? 0;

/** Escapes, entities and the prefixes of continued quotation lines make the Markdown longer than the text: both are walked side by side. */
function addText(value: string, escapes: boolean, from: number, to: number, markdown: string, prose: Prose): void {
  let at = escapes ? from : markdown.indexOf(value, from);
  if (at === -1) at = from;
  for (let index = 0; index < value.length; index += 1) {
    const wanted = value[index] as string;
    if (markdown[at] === '\\' && markdown[at + 1] === wanted) at += 1;
    let length = 1;
    if (markdown[at] !== wanted && at < to) {
      const entity = markdown[at] === '&' ? markdown.indexOf(';', at) : -1;
      if (entity !== -1 && entity - at < 40) length = entity + 1 - at;
      else at = nextOf(markdown, wanted, at, to);
    }
    add(wanted === '\n' ? ' ' : wanted, Math.min(at, to), Math.min(at + length, to), prose);
    at += length;
  }
}

function nextOf(markdown: string, wanted: string, at: number, to: number): number {
  const next = markdown.indexOf(wanted, at);
  return next === -1 || next >= to ? at : next;
}

function add(character: string, from: number, to: number, prose: Prose): void {
  prose.text += character;
  prose.offsets.push(from);
  prose.ends.push(to);
}
