import { type Comparative, comparativeOf } from './comparatives.ts';
import { contentStem } from './content-stems.ts';
import type { Language } from './languages.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';

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
  /** The comparison it makes, if any. */
  comparative: Comparative | null;
}

const capital = /^\p{Lu}/u;

/** Stems of the content words only: cheap, for indexing. */
export function contentStems(text: string, language: Language): string[] {
  return stemsOf(wordsOf(text), language);
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
    comparative: comparativeOf(words, text, language),
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
