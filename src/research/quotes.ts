import type { Locator } from '../shared/locator.ts';
import { CodePointIndex, toStoredText } from '../shared/text/code-points.ts';
import type { SourceText } from './source-text.ts';

/** A W3C TextQuoteSelector and TextPositionSelector in one; offsets in code points of the stored text. */
export interface QuoteSelector {
  exact: string;
  prefix: string;
  suffix: string;
  start: number;
  end: number;
  locator: Locator;
}

const contextLength = 32;

/** The selector of a piece of a source. @param start @param end code points, `start < end <= length` */
export function quoteSelector(source: SourceText, start: number, end: number): QuoteSelector {
  const index = indexOf(source);
  return {
    exact: index.slice(start, end),
    prefix: index.slice(Math.max(0, start - contextLength), start),
    suffix: index.slice(end, Math.min(index.length, end + contextLength)),
    start,
    end,
    locator: locatorAt(source, start),
  };
}

/** Where a code point of the source stands; empty between blocks. */
export function locatorAt(source: SourceText, offset: number): Locator {
  let low = 0;
  let high = source.blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = source.blocks[middle];
    if (block === undefined) break;
    if (offset < block.start) high = middle - 1;
    else if (offset >= block.end) low = middle + 1;
    else return block.locator;
  }
  return {};
}

const indices = new WeakMap<SourceText, CodePointIndex>();

/** The code point index of a source, made once. */
export function indexOf(source: SourceText): CodePointIndex {
  const known = indices.get(source);
  if (known !== undefined) return known;
  const index = new CodePointIndex(source.text);
  indices.set(source, index);
  return index;
}

/** Text with runs of white space as one space, and the way back. Kept by callers that look for many quotes in one text. */
export class FoldedText {
  readonly folded: string;
  readonly #text: string;
  /** UTF-16 index in the text of each character of `folded`; made when first needed. */
  #starts: Uint32Array | undefined;
  #loose: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.folded = text.replace(/\s+/g, ' ');
  }

  /** UTF-16 span in the text of the first occurrence, or null. White space in `quote` is folded; an empty quote is nowhere. */
  find(quote: string): { start: number; end: number } | null {
    const wanted = toStoredText(quote).replace(/\s+/g, ' ').trim();
    const at = wanted === '' ? -1 : this.folded.indexOf(wanted);
    return at === -1 ? null : this.spanOf(at, at + wanted.length);
  }

  /** As `find`, where a sentence begins: what stands behind `they deny that` is not said. */
  findSentence(sentence: string): { start: number; end: number } | null {
    const wanted = toStoredText(sentence).replace(/\s+/g, ' ').trim();
    for (let at = this.folded.indexOf(wanted); wanted !== '' && at !== -1; at = this.folded.indexOf(wanted, at + 1))
      if (this.#beginsSentence(at)) return this.spanOf(at, at + wanted.length);
    return null;
  }

  #beginsSentence(at: number): boolean {
    if (at === 0) return true;
    // The line end before a heading's or a list item's text is folded to a space here, so the text itself is asked.
    const { start } = this.spanOf(at, at + 1);
    const before = this.#text.slice(Math.max(0, start - 40), start);
    return /[.!?…。！？:]["'”’»)\]]*\s*["'“‘„«([]*$|\n\s*["'“‘„«([]*$|[。！？]$/u.test(before);
  }

  /** As `find`, whatever the letters' case and the shape of quotation marks, apostrophes and dashes. */
  findLoosely(quote: string): { start: number; end: number } | null {
    this.#loose ??= loosened(this.folded);
    const wanted = loosened(toStoredText(quote).replace(/\s+/g, ' ').trim());
    const at = wanted === '' ? -1 : this.#loose.indexOf(wanted);
    return at === -1 ? null : this.spanOf(at, at + wanted.length);
  }

  /** The span in the text of a span of `folded`. */
  spanOf(start: number, end: number): { start: number; end: number } {
    this.#starts ??= startsOf(this.#text, this.folded.length);
    return { start: this.#starts[start] as number, end: (this.#starts[end - 1] as number) + 1 };
  }
}

/** The same length as before, so that offsets hold. */
function loosened(text: string): string {
  const plain = text
    .replace(/[‘’‚′]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/[‐‑–—−]/g, '-');
  const lower = plain.toLowerCase();
  // A few letters grow when their case changes; such a text keeps its case.
  return lower.length === plain.length ? lower : plain;
}

function startsOf(text: string, length: number): Uint32Array {
  const starts = new Uint32Array(length);
  let at = 0;
  let filled = 0;
  for (const blank of text.matchAll(/\s+/g)) {
    while (at <= blank.index) starts[filled++] = at++;
    at = blank.index + blank[0].length;
  }
  while (filled < length) starts[filled++] = at++;
  return starts;
}

/** Code point span of a quote in a text, white space folded; null when it is no contiguous piece of it. */
export function findQuote(text: string, quote: string): { start: number; end: number } | null {
  const span = new FoldedText(text).find(quote);
  if (span === null) return null;
  const index = new CodePointIndex(text);
  return { start: index.fromUtf16(span.start), end: index.fromUtf16(span.end) };
}
