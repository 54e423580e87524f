import { guessLanguage } from './languages.ts';

/** A script that several languages share: known to be another one than Latin, and no more. */
export const unknownLanguage = 'und';

const scripts: readonly (readonly [tag: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['el', /\p{Script=Greek}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['th', /\p{Script=Thai}/u],
];

/** The language of a text: as declared, by its grammar words, or by its script; null when none of them tells. */
export function languageTag(text: string, declared?: string | null): string | null {
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(declared ?? '')?.[0].toLowerCase() ?? guessLanguage(text) ?? scriptTag(text.slice(0, 2000));
}

function scriptTag(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0 || (text.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 >= letters) return null;
  return scripts.find(([, found]) => found.test(text))?.[0] ?? unknownLanguage;
}
