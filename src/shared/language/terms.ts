import type { Language } from './languages.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import { stemOf } from './stem.ts';
import { type Word, wordsOf } from './words.ts';

/** What of a sentence is compared. */
export interface Terms {
  /** Stems of content words in order, numbers left out, repeats kept. */
  stems: string[];
  /** Stems of words written like a proper name (capital inside a sentence; German nouns do not count). */
  names: ReadonlySet<string>;
  quantities: Quantity[];
  /** UTF-16 offset of each stem. */
  at: number[];
  /** Folded words, all of them. */
  words: ReadonlySet<string>;
  /** Stems that a negation stands before (or, where verbs come first, behind). */
  negated: ReadonlySet<string>;
}

const number = /^\p{N}/u;
const capital = /^\p{Lu}/u;

/** Stems of the content words only: cheap, for indexing. */
export function contentStems(text: string, language: Language): string[] {
  return stemsOf(wordsOf(text), language);
}

const memory = new Map<string, Map<string, string | null>>();
const memorySize = 50_000;

/** Stem of a folded word, or null for a word of grammar or a number. Remembered: texts repeat their words. */
export function contentStem(word: string, language: Language): string | null {
  const known = memoryOf(language);
  const found = known.get(word);
  if (found !== undefined) return found;
  const skip =
    language.stopWords.has(word) ||
    number.test(word) ||
    Object.hasOwn(language.pack.numberWords, word) ||
    (word.length === 1 && /[a-z]/.test(word));
  const stem = skip ? null : stemOf(word, language);
  known.set(word, stem);
  return stem;
}

function memoryOf(language: Language): Map<string, string | null> {
  const known = memory.get(language.code);
  if (known !== undefined && known.size <= memorySize) return known;
  const fresh = new Map<string, string | null>();
  memory.set(language.code, fresh);
  return fresh;
}

function stemsOf(words: readonly Word[], language: Language): string[] {
  const stems: string[] = [];
  for (const word of words) {
    const stem = contentStem(word.folded, language);
    if (stem !== null) stems.push(stem);
  }
  return stems;
}

/** Everything a comparison of two sentences needs. */
export function termsOf(text: string, language: Language): Terms {
  const words = wordsOf(text);
  const quantities = quantitiesOf(text, language);
  const stems: string[] = [];
  const at: number[] = [];
  for (const word of words) {
    const stem = contentStem(word.folded, language);
    // `hours` in `24 hours` is part of the quantity.
    if (stem === null || quantities.some((quantity) => word.start >= quantity.start && word.start < quantity.end)) continue;
    stems.push(stem);
    at.push(word.start);
  }
  return {
    stems,
    at,
    names: namesOf(words, text, language),
    quantities,
    words: new Set(words.map((word) => word.folded)),
    negated: negatedOf(words, language),
  };
}

const negationReach = 4;

function negatedOf(words: readonly Word[], language: Language): Set<string> {
  const negated = new Set<string>();
  words.forEach((word, index) => {
    if (!language.negations.has(word.folded)) return;
    const following = words.slice(index + 1, index + 1 + negationReach);
    const before = language.code === 'en' ? [] : words.slice(Math.max(0, index - 2), index).reverse();
    for (const side of [following, before]) {
      const stem = side.map((near) => contentStem(near.folded, language)).find((found) => found !== null);
      if (stem !== undefined && stem !== null) negated.add(stem);
    }
  });
  return negated;
}

function namesOf(words: readonly Word[], text: string, language: Language): Set<string> {
  const names = new Set<string>();
  if (language.code === 'de') return names;
  words.forEach((word, index) => {
    const stem = contentStem(word.folded, language);
    if (stem === null || !capital.test(text.slice(word.start, word.end))) return;
    const next = words[index + 1];
    const followedByName = next !== undefined && capital.test(text.slice(next.start, next.end));
    // The first word of a sentence is always capital; it counts when the next word is too.
    if (index > 0 || followedByName) names.add(stem);
  });
  return names;
}
