import type { FoldedText } from '../research/index.ts';
import { foldWord } from '../shared/language/fold.ts';

/** How the words between quotation marks stand to the sources. */
export interface QuotationCheck {
  quote: string;
  found: 'verbatim' | 'nearly' | 'not';
  /** Position of the source in the list, and UTF-16 span in its text, when found. */
  place?: { source: number; start: number; end: number };
}

const leastWords = 4;
// Each alternative is one class between two fixed marks, so the search is linear.
const quotation = /“([^“”]{1,2000})”|„([^„“”]{1,2000})[“”]|«\s?([^«»]{1,2000}?)\s?»|»([^«»]{1,2000})«|"([^"]{1,2000})"/g;

/** Quotations of four words or more; shorter ones are names of things. */
export function quotationsIn(text: string): string[] {
  return [...text.matchAll(quotation)]
    .map((match) => (match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? '').trim())
    .filter((quote) => quote.split(/\s+/).length >= leastWords && !isTitle(quote));
}

const titleShare = 0.75;

/** `“A Brief History of Time”`: the longer words of titles have capitals. In German all nouns have, and titles are not told apart. */
function isTitle(quote: string): boolean {
  const long = quote.match(/[\p{L}\p{N}’']{4,}/gu) ?? [];
  const capital = long.filter((word) => /^[\p{Lu}\p{N}]/u.test(word)).length;
  return capital > 0 && capital >= long.length * titleShare && !/[.!?]$/.test(quote);
}

/** A sentence's closing stop or comma inside the marks belongs to the writer, not to the quotation. */
const ownStop = /[.,;:!?…]+$/;

/** Looks for a quotation in all sources: word for word (case, the shape of marks, and what is left out by `[…]` aside), else nearly so. */
export function checkQuotation(quote: string, texts: readonly FoldedText[]): QuotationCheck {
  const pieces = quote
    .split(omission)
    .map((piece) => piece.trim().replace(ownStop, ''))
    .filter((piece) => piece !== '');
  for (const [source, text] of texts.entries()) {
    const spans = pieces.map((piece) => text.findLoosely(piece));
    const [first] = spans;
    if (first !== undefined && first !== null && !spans.includes(null)) return { quote, found: 'verbatim', place: { source, ...first } };
  }
  for (const [source, text] of texts.entries()) {
    const span = findNearly(quote, text);
    if (span !== null) return { quote, found: 'nearly', place: { source, ...span } };
  }
  return { quote, found: 'not' };
}

/** Left out or put in by the writer: `[…]`, `[the bees]`, `...`. */
const omission = /\s*(?:\[[^\]]{0,60}\]|\.{3}|…)\s*/;

const anchorsTried = 8;
const placesTried = 20;
const nearlyFrom = 0.8;

/** Windows of the source around the quotation's longest words, compared word by word in order. */
function findNearly(quote: string, text: FoldedText): { start: number; end: number } | null {
  const words = wordsIn(quote);
  const anchors = [...new Set(quote.match(/[\p{L}\p{N}]{4,}/gu) ?? [])]
    .sort((left, right) => right.length - left.length)
    .slice(0, anchorsTried);
  for (const anchor of anchors) {
    let at = text.folded.indexOf(anchor);
    for (let tried = 0; at !== -1 && tried < placesTried; tried += 1) {
      const start = wordStart(text.folded, Math.max(0, at - quote.indexOf(anchor) - 12));
      const window = text.folded.slice(start, at - quote.indexOf(anchor) + quote.length + 16);
      if (commonInOrder(words, wordsIn(window)) / words.length >= nearlyFrom) {
        const [from, to] = trimmed(words, window);
        return text.spanOf(start + from, start + to);
      }
      at = text.folded.indexOf(anchor, at + 1);
    }
  }
  return null;
}

/** Cuts words at both ends of the window that the quotation does not have. */
function trimmed(words: readonly string[], window: string): [from: number, to: number] {
  const spans = [...window.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    word: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  let first = 0;
  let last = spans.length - 1;
  const said = () =>
    commonInOrder(
      words,
      spans.slice(first, last + 1).map((span) => span.word),
    );
  const most = said();
  for (; first < last; first += 1) {
    const word = spans[first]?.word as string;
    first += 1;
    const less = said() < most;
    first -= 1;
    if (less || word === words[0]) break;
  }
  for (; last > first; last -= 1) {
    last -= 1;
    const less = said() < most;
    last += 1;
    if (less) break;
  }
  return [spans[first]?.start ?? 0, spans[last]?.end ?? window.length];
}

function wordStart(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  return at === 0 || blank === -1 ? at : blank + 1;
}

function wordsIn(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 300).map(foldWord);
}

/** Length of the longest common subsequence. */
function commonInOrder(left: readonly string[], right: readonly string[]): number {
  let row = new Uint16Array(right.length + 1);
  for (const word of left) {
    const next = new Uint16Array(right.length + 1);
    for (let at = 1; at <= right.length; at += 1)
      next[at] = word === right[at - 1] ? (row[at - 1] as number) + 1 : Math.max(row[at] as number, next[at - 1] as number);
    row = next;
  }
  return row[right.length] as number;
}
