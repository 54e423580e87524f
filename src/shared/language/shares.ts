import { foldWord } from './fold.ts';
import type { Language } from './languages.ts';
import { listOf } from './languages.ts';
import type { NumberToken } from './quantities.ts';
import { unitOf } from './units.ts';

const letters = /\p{L}+/gu;

/** Sorts the numbers of a text and reads shares of a whole as percentages: `half`, `two thirds`, `eight of ten`. */
export function joinShares(numbers: readonly NumberToken[], text: string, language: Language): NumberToken[] {
  const tokens = [...numbers].sort((left, right) => left.start - right.start);
  const fractions = fractionsOf(tokens, text, language);
  const free = tokens.filter((token) => !fractions.some((share) => token.start < share.end && share.start < token.end));
  return [...ratios(free, text, language), ...fractions].sort((left, right) => left.start - right.start);
}

const articles = new Set([
  'a',
  'the',
  'one',
  'ein',
  'eine',
  'einem',
  'der',
  'die',
  'das',
  'un',
  'une',
  'le',
  'la',
  'el',
  'una',
  'o',
  'il',
  'een',
]);

function fractionsOf(tokens: readonly NumberToken[], text: string, language: Language): NumberToken[] {
  const found: NumberToken[] = [];
  let before: { word: string; start: number; end: number } | undefined;
  for (const match of text.matchAll(letters)) {
    const word = foldWord(match[0]);
    const part = Object.hasOwn(language.pack.fractions, word) ? language.pack.fractions[word] : undefined;
    const count = tokens.find((token) => token.end === before?.end);
    // `the third house` is an order, `a third of` and `two thirds` are shares.
    // `half an hour` is no share.
    const alone =
      (part === 1 / 2 && !/^\san?\s/.test(text.slice(match.index + word.length, match.index + word.length + 4))) ||
      /^\s(?:of|der|des|de|di|van)\b/.test(text.slice(match.index + word.length, match.index + word.length + 6));
    if (part !== undefined && (count !== undefined || alone)) {
      const start = count?.start ?? (before !== undefined && articles.has(before.word) ? before.start : match.index);
      found.push({ start, end: match.index + match[0].length, value: 100 * part * (count?.value ?? 1), unit: unitOf('%'), kind: '' });
    }
    before = { word, start: match.index, end: match.index + match[0].length };
  }
  return found;
}

function ratios(tokens: readonly NumberToken[], text: string, language: Language): NumberToken[] {
  const words = new Set(listOf(language.pack.shareWords));
  const joined: NumberToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const part = tokens[at] as NumberToken;
    const whole = tokens[at + 1];
    const counts =
      whole !== undefined && [part, whole].every(({ unit, kind }) => unit === undefined && kind === '') && part.value < whole.value;
    if (counts && words.has(text.slice(part.end, whole.start).trim().toLowerCase())) {
      joined.push({ start: part.start, end: whole.end, value: (100 * part.value) / whole.value, unit: unitOf('%'), kind: '' });
      at += 1;
    } else joined.push(part);
  }
  return joined;
}
