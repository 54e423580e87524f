import { readDates } from './dates.ts';
import { foldWord } from './fold.ts';
import { type Language, listOf } from './languages.ts';
import { plainNumber } from './numerals.ts';
import { joinShares } from './shares.ts';
import { type Unit, unitOf } from './units.ts';

/** A number of a text, made comparable: `low`–`high` in the base unit (equal for a single value). */
export interface Quantity {
  /** UTF-16 offsets of number and unit. */
  start: number;
  end: number;
  low: number;
  high: number;
  /** Base unit (`s`, `g`, `%`, `€`, `year`, `date`, `ordinal`, `clock`), or '' for a bare count. */
  unit: string;
  /** What the text says about the number: `over 20` is atLeast. */
  bound?: 'atLeast' | 'atMost' | 'about';
  /** What the text says about a time: `before 2010`, `since March 2019`. */
  side?: 'before' | 'after' | 'until' | 'since';
}

// One character class with single separators between digits: linear.
const digits = /(?<![\p{L}\p{N}_])(\p{Sc})?[ \u00a0]?(\d{1,15}(?:[.,:'’\u00a0\u202f ]\d{1,15})*)/gu;
// A full stop is passed over after an abbreviated scale only: `2 Mio. Euro`.
const after = /(?:(?<=\p{L})\.)?[ \u00a0\u202f-]?([%‰°]\s?[CF]?|\p{Sc}|\p{L}+)/uy;
const rangeSign = /^\s?[-–—]\s?$/;

/** A number as read, before ranges are joined. UTF-16 offsets. */
export interface NumberToken {
  start: number;
  end: number;
  value: number;
  unit: Unit | undefined;
  kind: string;
}

/** Numbers of a text, in order: with thousands separators, scales, units, ranges, words for numbers, years and dates. Linear in its length. */
export function quantitiesOf(text: string, language: Language): Quantity[] {
  const dates = readDates(text, language);
  const covered = (start: number) => dates.some((date) => start >= date.start && start < date.end);
  const tokens = joinShares([...numerals(text, language), ...numberWords(text, language)], text, language)
    .filter((token) => !covered(token.start))
    // `cent` in `3 pour cent` was read with its number.
    .filter((token, index, all) => token.start >= (all[index - 1]?.end ?? 0));
  return [...joinRanges(inheritUnits(tokens, text, language), text, language), ...dates]
    .map((quantity) => withSide(quantity, text, language))
    .sort((left, right) => left.start - right.start);
}

function* numerals(text: string, language: Language): Iterable<NumberToken> {
  for (const match of text.matchAll(digits)) {
    let start = match.index;
    for (const piece of splitSpaced(match[2] as string)) {
      const at = text.indexOf(piece, start);
      yield numeral(text, at, piece, at === match.index + match[0].length - (match[2] as string).length ? match[1] : undefined, language);
      start = at + piece.length;
    }
  }
}

/** `1 000 000` is one number, `2020 300` and `12 24` are two. */
function splitSpaced(found: string): string[] {
  if (!/[ \u00a0\u202f]/.test(found)) return [found];
  return /^\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(found) ? [found] : found.split(/[ \u00a0\u202f]/);
}

function numeral(text: string, start: number, raw: string, currency: string | undefined, language: Language): NumberToken {
  const token: NumberToken = {
    start,
    end: start + raw.length,
    value: plainNumber(raw, language.pack.decimalComma),
    unit: undefined,
    kind: '',
  };
  if (/^\d{1,2}:\d{2}$/.test(raw)) return { ...token, kind: 'clock' };
  if (currency !== undefined && /^m\b/.test(text.slice(token.end, token.end + 2))) token.value *= 1e6;
  else readTail(token, text, language);
  if (token.unit === undefined && currency !== undefined) token.unit = unitOf(currency);
  if (token.unit === undefined && token.kind === '' && /^(?:1\d|20)\d\d$/.test(raw)) token.kind = 'year';
  return token;
}

/** Reads a scale and a unit that follow the number, and moves its end behind them. */
function readTail(token: NumberToken, text: string, language: Language): void {
  for (let round = 0; round < 3; round += 1) {
    after.lastIndex = token.end;
    const match = after.exec(text);
    if (match === null) return;
    const spelled = match[1] as string;
    const word = foldWord(spelled.replace(/\s/g, ''));
    const scale = language.pack.scales[word] ?? (word === 'k' ? 1000 : undefined);
    const glued = match[0] === spelled;
    if (glued && /^(?:st|nd|rd|th|er|re|eme|e)$/.test(word)) token.kind = 'ordinal';
    else if (glued && word === 's') token.kind = 'decade';
    else if (scale !== undefined && token.unit === undefined) token.value *= scale;
    else if (token.unit === undefined && word === 'm' && /[A-Z]/.test(spelled)) token.value *= 1e6;
    else if (token.unit === undefined) token.unit = unitAfter(word, text, token.end + match[0].length);
    else return;
    if (token.kind === '' && scale === undefined && token.unit === undefined) return;
    token.end += match[0].length;
    if (token.unit?.base === '%') token.end += splitPercent.exec(text.slice(token.end, token.end + 9))?.[0].length ?? 0;
    if (token.kind !== '' || token.unit !== undefined) return;
  }
}

const splitPercent = /^ (?:cent|hundert|ciento|cento)\b/i;

function unitAfter(word: string, text: string, end: number): Unit | undefined {
  if ((word === 'per' || word === 'pour' || word === 'por') && splitPercent.test(text.slice(end, end + 9))) return unitOf('%');
  if (
    (word === 'degrees' || word === 'grad' || word === 'degres' || word === 'grados') &&
    /^ ?(?:Fahrenheit|F\b)/.test(text.slice(end, end + 12))
  )
    return unitOf('fahrenheit');
  if (
    (word === 'degrees' || word === 'grad' || word === 'degres' || word === 'grados') &&
    /^ ?(?:Celsius|C\b)/.test(text.slice(end, end + 10))
  )
    return unitOf('celsius');
  return unitOf(word);
}

const letters = /\p{L}+(?:-\p{L}+)?/gu;

function* numberWords(text: string, language: Language): Iterable<NumberToken> {
  for (const match of text.matchAll(letters)) {
    const value = wordValue(foldWord(match[0]), language);
    const token: NumberToken = { start: match.index, end: match.index + match[0].length, value: value ?? 1, unit: undefined, kind: '' };
    if (value === undefined && !ones.has(foldWord(match[0]))) continue;
    readTail(token, text, language);
    // `one` is a number only before a unit: `one hour`, but `one of them`.
    if (value !== undefined || token.unit !== undefined) yield token;
  }
}

const ones = new Set(['one', 'ein', 'eine', 'einer', 'une', 'un', 'una', 'uno']);

function wordValue(word: string, language: Language): number | undefined {
  const known = language.pack.numberWords;
  if (Object.hasOwn(known, word)) return known[word];
  const [tens = '', unit = ''] = word.split('-');
  const sum = (known[tens] ?? 0) + (unit === 'one' ? 1 : (known[unit] ?? 0));
  return word.includes('-') && (known[tens] ?? 0) >= 20 && sum > (known[tens] ?? 0) ? sum : undefined;
}

const list = /^(?: and | or | und | oder | et | ou | y | o )$/;

/** `5, 10 and 15 mg` are all milligrams, and so is 63 in `200 mg against 63`. */
function inheritUnits(tokens: readonly NumberToken[], text: string, language: Language): NumberToken[] {
  const versus = listOf(language.pack.versusWords);
  const read = [...tokens];
  const bare = (token: NumberToken | undefined): token is NumberToken =>
    token !== undefined && token.unit === undefined && token.kind === '';
  for (let at = read.length - 2; at >= 0; at -= 1) {
    const [token, next] = [read[at] as NumberToken, read[at + 1] as NumberToken];
    const between = text.slice(token.end, next.start);
    const inherits = list.test(between) || (between === ', ' && next.unit !== tokens[at + 1]?.unit);
    if (bare(token) && next.unit !== undefined && inherits) read[at] = { ...token, unit: next.unit };
  }
  for (let at = 1; at < read.length; at += 1) {
    const [before, token] = [read[at - 1] as NumberToken, read[at] as NumberToken];
    if (bare(token) && before.unit !== undefined && versus.includes(foldWord(text.slice(before.end, token.start).trim())))
      read[at] = { ...token, unit: before.unit };
  }
  return read;
}

function joinRanges(tokens: readonly NumberToken[], text: string, language: Language): Quantity[] {
  const found: Quantity[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as NumberToken;
    const next = tokens[index + 1];
    if (next !== undefined && isRange(token, next, text, language)) {
      found.push(
        withBound(toQuantity({ ...token, unit: token.unit ?? next.unit }, { ...next, unit: next.unit ?? token.unit }), text, language),
      );
      index += 1;
    } else found.push(withBound(toQuantity(token, token), text, language));
  }
  return found;
}

function isRange(left: NumberToken, right: NumberToken, text: string, language: Language): boolean {
  if (left.kind !== right.kind || (left.unit !== undefined && left.unit.base !== right.unit?.base)) return false;
  const between = text.slice(left.end, right.start);
  if (right.value < left.value && left.unit === undefined) return false;
  if (between.length > 9) return false;
  if (rangeSign.test(between)) return true;
  const words = ` ${language.pack.rangeWords} `;
  const word = foldWord(between.trim());
  // `2 and 4` are two counts unless `between` opens them; `1 or 2` is a range.
  if (word === 'and' || word === 'und' || word === 'et' || word === 'y' || word === 'e')
    return /(?:between|zwischen|entre|tra|fra)\s+\p{Sc}?$/iu.test(text.slice(Math.max(0, left.start - 14), left.start));
  return between !== between.trim() && words.includes(` ${word} `);
}

function toQuantity(left: NumberToken, right: NumberToken): Quantity {
  const low = left.unit === undefined ? left.value : left.value * left.unit.factor + (left.unit.offset ?? 0);
  const high = right.unit === undefined ? right.value : right.value * right.unit.factor + (right.unit.offset ?? 0);
  return { start: left.start, end: right.end, low: Math.min(low, high), high: Math.max(low, high), unit: left.unit?.base ?? left.kind };
}

const timeUnits = new Set(['year', 'date', 'day', 'decade']);

function withSide(quantity: Quantity, text: string, language: Language): Quantity {
  if (!timeUnits.has(quantity.unit)) return quantity;
  const said = wordsBefore(quantity, text);
  const side = (['before', 'after', 'until', 'since'] as const).find((name) =>
    listOf(language.pack.times[name]).some((phrase) => said.endsWith(` ${phrase}`)),
  );
  return side === undefined ? quantity : { ...quantity, side };
}

function wordsBefore(quantity: Quantity, text: string): string {
  return ` ${foldWord(text.slice(Math.max(0, quantity.start - 24), quantity.start)).trim()}`.replace(/\s+/g, ' ');
}

function withBound(quantity: Quantity, text: string, language: Language): Quantity {
  const before = wordsBefore(quantity, text);
  const says = (phrases: string) => listOf(phrases).some((phrase) => before.endsWith(` ${phrase}`));
  const { atLeast, atMost, about } = language.pack.bounds;
  if (says(about)) return { ...quantity, bound: 'about' };
  // `no more than` ends with `more than`, so it is looked for first.
  if (says(atMost)) return { ...quantity, bound: 'atMost' };
  return says(atLeast) ? { ...quantity, bound: 'atLeast' } : quantity;
}
