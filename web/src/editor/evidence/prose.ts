import type { Node } from '@tiptap/pm/model';
import { splitSentences } from '../../../../src/shared/text/sentences.ts';

/** A sentence of the manuscript as a reader sees it, and where it stands in the editor's document. */
export interface PlacedSentence {
  text: string;
  from: number;
  to: number;
}

interface Piece {
  text: string;
  /** Where it begins, counted from the paragraph's inside. */
  start: number;
  end: number;
}

/** What the evidence check leaves out. */
const skipped = new Set(['heading', 'codeBlock', 'sourceBlock', 'table', 'footnoteDefinition']);
/** Paragraphs never change in place, so what was found in one stays true. */
const known = new WeakMap<Node, { locale: string; pieces: readonly Piece[] }>();

/** The sentences of paragraphs and list items in order, cut as the server cuts them. @param locale BCP 47 */
export function sentencesOf(document: Node, locale: string): PlacedSentence[] {
  const found: PlacedSentence[] = [];
  document.descendants((node, position) => {
    if (skipped.has(node.type.name)) return false;
    if (node.type.name !== 'paragraph') return true;
    for (const { text, start, end } of piecesOf(node, locale)) found.push({ text, from: position + 1 + start, to: position + 1 + end });
    return false;
  });
  return found;
}

/** The sentence a place of the text is in; null outside of prose. */
export function sentenceAt(document: Node, position: number, locale: string): PlacedSentence | null {
  const place = document.resolve(position);
  for (let depth = place.depth; depth > 0; depth -= 1) if (skipped.has(place.node(depth).type.name)) return null;
  const paragraph = place.parent;
  if (paragraph.type.name !== 'paragraph') return null;
  const pieces = piecesOf(paragraph, locale);
  const piece = pieces.find(({ end }) => place.parentOffset <= end) ?? pieces.at(-1);
  return piece === undefined ? null : { text: piece.text, from: place.start() + piece.start, to: place.start() + piece.end };
}

function piecesOf(paragraph: Node, locale: string): readonly Piece[] {
  const before = known.get(paragraph);
  if (before?.locale === locale) return before.pieces;
  const { text, offsets } = readerText(paragraph);
  const pieces = splitSentences(text, locale).map((sentence) => ({
    text: fold(sentence.text),
    start: offsets[sentence.start] ?? 0,
    end: (offsets[sentence.end - 1] ?? 0) + 1,
  }));
  known.set(paragraph, { locale, pieces });
  return pieces;
}

export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Breaks are blanks, footnotes and images are nothing. `offsets` has the place of each UTF-16 unit within the paragraph. */
function readerText(paragraph: Node): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  paragraph.forEach((node, offset) => {
    const said = node.isText ? (node.text ?? '').replaceAll('\n', ' ') : node.type.name.endsWith('Break') ? ' ' : '';
    text += said;
    for (let index = 0; index < said.length; index += 1) offsets.push(offset + index);
  });
  return { text, offsets };
}
