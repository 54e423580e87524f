import { germanMonths, maybeEnding, neverEnding, openers } from './abbreviations.ts';

/** A piece of a text. Offsets are UTF-16 code units: `whole.slice(start, end) === text`. */
export interface TextSpan {
  start: number;
  end: number;
  text: string;
}

/** `[^1]`, `[^smith-2020]` and `[12]` belong to the sentence before them, so the segmenter sees blanks in their place. */
const marks = /\[(?:\^[^\]\s[]{1,80}|\d{1,3})\]/g;
const blankLine = /\n[ \t]*\n/;
/** A line end before one of these starts a new block; any other single line end is a wrapped line. */
const lineThatStartsABlock = /\n(?=[ \t]*(?:[-*+•>|#]|\d{1,3}[.)]\s))/g;
/** A heading ends with its line. */
const headingLine = /^([ \t]*#{1,6}[ \t][^\n]*)\n/gm;
const trailingOpeners = /[\s([{「『（《〈【“‘„«¿¡]+$/u;
const openingOnly = /[([{「『（《〈【“‘„«¿¡]/u;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Sentences of a text in order, without the white space around them; they never overlap and leave out nothing but white space.
 * A blank line always ends a sentence; abbreviations, initials, decimals, quotations followed by their speaker and footnote marks do not.
 * @param locale BCP 47; an unknown one counts as English
 */
export function splitSentences(text: string, locale = 'en'): TextSpan[] {
  const pieces: TextSpan[] = [];
  for (const block of blocksOf(text)) pieces.push(...sentencesOfBlock(text, block.start, block.end, locale));
  return pieces;
}

function blocksOf(text: string): { start: number; end: number }[] {
  const cut = text.replace(headingLine, (_, line: string) => `${line}\u0000`).replace(lineThatStartsABlock, '\u0000');
  const separators = new RegExp(`${blankLine.source}|\u0000`, 'g');
  const blocks: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of cut.matchAll(separators)) {
    blocks.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  blocks.push({ start, end: text.length });
  return blocks;
}

function sentencesOfBlock(text: string, start: number, end: number, locale: string): TextSpan[] {
  const block = text.slice(start, end);
  const masked = block.replace(marks, (mark) => ' '.repeat(mark.length)).replace(/\n/g, ' ');
  const bounds: number[] = [];
  let from = 0;
  for (const { index, segment } of segmenterFor(locale).segment(masked)) {
    const cut = boundaryBeforeOpeners(masked, index + segment.length);
    if (cut <= from) continue;
    if (cut < masked.length && continues(masked, from, cut, locale)) continue;
    bounds.push(cut);
    from = cut;
  }
  if (from < masked.length) bounds.push(masked.length);
  return spansBetween(block, bounds, start);
}

/** The segmenter counts an opening bracket or quotation mark to the sentence before it. */
function boundaryBeforeOpeners(text: string, end: number): number {
  if (end === text.length) return end;
  let index = end;
  const tail = trailingOpeners.exec(text.slice(Math.max(0, end - 8), end));
  if (tail !== null && openingOnly.test(tail[0])) index = end - tail[0].length;
  return index;
}

function continues(text: string, from: number, cut: number, locale: string): boolean {
  // A window keeps the whole linear: what decides stands near the cut.
  const before = text.slice(Math.max(from, cut - 120), cut).trimEnd();
  const next = text.slice(cut, cut + 60).trimStart();
  if (!/[\p{L}\p{N}]/u.test(before) || /^\s*\d{1,3}[.)]$/.test(before)) return true;
  if (/^[^\p{L}\p{N}]+$/u.test(next) && cut + 60 >= text.length) return true;
  if (/[?!…]["'”’»)\]]+$/u.test(before) && /^\p{Ll}/u.test(next)) return true;
  return endsInAbbreviation(before, next, locale);
}

function endsInAbbreviation(before: string, next: string, locale: string): boolean {
  const word = /(?:^|[\s([{"'“‘«„/])([\p{L}\p{N}][\p{L}\p{N}.\-']*)\.$/u.exec(before)?.[1];
  if (word === undefined) return false;
  const plain = word.toLowerCase();
  const nextWord = /^[\p{L}']+/u.exec(next)?.[0].toLowerCase() ?? '';
  if (isNever(word, plain, next)) return true;
  if (/^\d{1,2}$/.test(word)) return locale.startsWith('de') && germanMonths.has(nextWord);
  if (/^\p{L}$/u.test(word) && /^\p{L}\./u.test(next)) return true;
  const initial = /^\p{Lu}$/u.test(word);
  const acronym = /^(?:\p{Lu}\.)+\p{Lu}$/u.test(word);
  if (initial || acronym) return !openers.has(nextWord);
  return maybeEnding.has(plain) && /^[\p{Ll}\d]/u.test(next);
}

/** "No." and "Art." are abbreviations before a number only; month names and page signs are words of their own too. */
function isNever(word: string, plain: string, next: string): boolean {
  if (!neverEnding.has(plain)) return false;
  const needsNumber = /^(?:no|nos|nr|art|mar|sec|sig|es|me|al|c|m|ca|ed|fr|ch|p|op|para|env|st|hon|fig|dec|ing)$/.test(plain);
  if (!needsNumber) return true;
  if (/^[\d(§IVXLC]/u.test(next)) return true;
  const title = /^(?:M|Me|Fr|St|Hon|Sig|Es|Ing|Ch|Fig)$/.test(word);
  return title || (plain === 'al' || plain === 'ca' || plain === 'ed' ? /^[\d(]/.test(next) : false);
}

function spansBetween(block: string, bounds: readonly number[], offset: number): TextSpan[] {
  const spans: TextSpan[] = [];
  let from = 0;
  for (const to of bounds) {
    const raw = block.slice(from, to);
    const text = raw.trim();
    const start = offset + from + (raw.length - raw.trimStart().length);
    if (text !== '') spans.push({ start, end: start + text.length, text });
    from = to;
  }
  return spans;
}

function segmenterFor(locale: string): Intl.Segmenter {
  const known = segmenters.get(locale);
  if (known !== undefined) return known;
  const made = makeSegmenter(locale);
  segmenters.set(locale, made);
  return made;
}

function makeSegmenter(locale: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'sentence' });
  } catch {
    // A source may declare a language tag that is none; sentences can still be found.
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}
