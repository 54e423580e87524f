import { foldWord } from './fold.ts';
import type { LanguagePack } from './pack.ts';
import { german } from './packs/de.ts';
import { english } from './packs/en.ts';
import { spanish } from './packs/es.ts';
import { french } from './packs/fr.ts';
import { dutch, italian, portuguese } from './packs/others.ts';

const packs: readonly LanguagePack[] = [english, german, french, spanish, italian, portuguese, dutch];

/** Languages the product has a pack for. */
export const packCodes: readonly string[] = packs.map((pack) => pack.code);

/** A language pack with its lists ready for look-up. */
export interface Language {
  code: string;
  pack: LanguagePack;
  stopWords: ReadonlySet<string>;
  negations: ReadonlySet<string>;
  leaningOpeners: ReadonlySet<string>;
  imperatives: ReadonlySet<string>;
  /** Word to its opposites, both ways. */
  opposites: ReadonlyMap<string, ReadonlySet<string>>;
  /** Word to 1–12. */
  months: ReadonlyMap<string, number>;
}

/** The lists of the packs, split once. */
const lists = new Map<string, readonly string[]>();

/** Entries of a `|` or space separated list. */
export function listOf(text: string): readonly string[] {
  const known = lists.get(text);
  if (known !== undefined) return known;
  const list = text
    .split(text.includes('|') ? '|' : /\s+/)
    .map((entry) => entry.replace(/\s+/g, ' ').trim())
    .filter((entry) => entry !== '');
  lists.set(text, list);
  return list;
}

function oppositesOf(pack: LanguagePack): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const pair of listOf(pack.opposites)) {
    const [left = '', right = ''] = pair.split('/');
    for (const [from, to] of [
      [left, right],
      [right, left],
    ] as const) {
      found.set(from, (found.get(from) ?? new Set()).add(to));
    }
  }
  return found;
}

function monthsOf(pack: LanguagePack): Map<string, number> {
  const months = new Map<string, number>();
  listOf(pack.months).forEach((name, index) => {
    months.set(name, index + 1);
    // Short forms; `mar` and `mai` would be ambiguous words in some languages, but a day or year beside them is required anyway.
    if (name.length > 4) months.set(name.slice(0, 3), index + 1);
  });
  return months;
}

function load(pack: LanguagePack): Language {
  return {
    code: pack.code,
    pack,
    stopWords: new Set(listOf(pack.stopWords)),
    negations: new Set(listOf(pack.negations)),
    leaningOpeners: new Set(listOf(pack.leaningOpeners)),
    imperatives: new Set(listOf(pack.imperatives)),
    opposites: oppositesOf(pack),
    months: monthsOf(pack),
  };
}

const languages: ReadonlyMap<string, Language> = new Map(packs.map((pack) => [pack.code, load(pack)]));
const fallback = languages.get('en') as Language;

/** The language of a BCP 47 tag; English rules for one the product has no pack for. */
export function languageOf(tag: string | null | undefined): Language {
  return languages.get((tag ?? '').slice(0, 2).toLowerCase()) ?? fallback;
}

const sampleCharacters = 6000;
const latinWord = /\p{Script=Latin}+/gu;

/** The code of the pack whose grammar words are most frequent in the first part of a text; null when there are too few to say. */
export function guessLanguage(text: string): string | null {
  const [best, second] = [...languageScores(text)].sort((left, right) => right[1] - left[1]);
  if (best === undefined || best[1] < 2 || best[1] === second?.[1]) return null;
  return best[0];
}

/** Hits that settle it against what a file says of itself, and how many times those of the declared language they must be. */
const enoughHits = 12;
const clearly = 2;

/**
 * The language a file declares, unless its own words say another: word processors write down the language of their installation.
 * Undefined when nothing is declared, or a Latin language for text in another script.
 */
export function trueLanguage(declared: string | undefined, text: string): string | undefined {
  const code = declared?.slice(0, 2).toLowerCase() ?? '';
  if (!languages.has(code)) return declared;
  if (isMostlyForeign(text.slice(0, sampleCharacters))) return undefined;
  const scores = languageScores(text);
  const guessed = guessLanguage(text);
  if (guessed === null || guessed === code) return declared;
  const hits = scores.get(guessed) ?? 0;
  return hits >= enoughHits && hits >= clearly * (scores.get(code) ?? 0) ? guessed : declared;
}

function isMostlyForeign(sample: string): boolean {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 < letters;
}

function languageScores(text: string): Map<string, number> {
  const scores = new Map<string, number>();
  for (const [word] of text.slice(0, sampleCharacters).matchAll(latinWord)) {
    const folded = foldWord(word);
    for (const language of languages.values()) {
      if (language.stopWords.has(folded)) scores.set(language.code, (scores.get(language.code) ?? 0) + 1);
    }
  }
  return scores;
}
