import type { Language } from './languages.ts';
import { stemOf } from './stem.ts';

const number = /^\p{N}/u;
const memory = new Map<string, Map<string, string | null>>();
const memorySize = 50_000;

/** Stem of a folded word, or null for a word of grammar or a number. Remembered: texts repeat their words. */
export function contentStem(word: string, language: Language): string | null {
  if (number.test(word)) return null;
  const known = memoryOf(language);
  const found = known.get(word);
  if (found !== undefined) return found;
  const skip = language.stopWords.has(word) || Object.hasOwn(language.pack.numberWords, word) || (word.length === 1 && /[a-z]/.test(word));
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
