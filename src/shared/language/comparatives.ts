import { contentStem } from './content-stems.ts';
import type { Language } from './languages.ts';
import type { Word } from './words.ts';

/** `Espresso is stronger than filter coffee`: which side has more of what. */
export interface Comparative {
  /** What is compared, and 1 when the left side has more of it, -1 when the right side has. A pair of opposites is one quality; `light` belongs to two. */
  qualities: ReadonlyMap<string, 1 | -1>;
  left: ReadonlySet<string>;
  right: ReadonlySet<string>;
  /** The words that compare, as written, and where they begin (UTF-16). */
  phrase: string;
  start: number;
}

const than: Readonly<Record<string, string>> = { en: 'than', de: 'als', fr: 'que', es: 'que', it: 'di', pt: 'que', nl: 'dan' };
const more: Readonly<Record<string, string>> = { en: 'more', fr: 'plus', es: 'mas', it: 'piu', pt: 'mais' };
const less: Readonly<Record<string, string>> = {
  en: 'less',
  de: 'weniger',
  fr: 'moins',
  es: 'menos',
  it: 'meno',
  pt: 'menos',
  nl: 'minder',
};
const reach = 7;

/** The comparison a sentence makes, if it makes one. */
export function comparativeOf(words: readonly Word[], text: string, language: Language): Comparative | null {
  const at = words.findIndex((word, index) => index > 0 && word.folded === than[language.code]);
  const compared = at === -1 ? null : comparedBefore(words, at, language);
  if (compared === null) return null;
  const stems = (part: readonly Word[]) => new Set(part.map((word) => contentStem(word.folded, language)).filter((stem) => stem !== null));
  const left = stems(words.slice(Math.max(0, compared.from - reach), compared.from));
  const right = stems(words.slice(at + 1, at + 1 + reach));
  if (left.size === 0 || right.size === 0) return null;
  const start = words[compared.from]?.start ?? 0;
  return { qualities: compared.qualities, left, right, phrase: text.slice(start, words[at]?.end), start };
}

/** Looks back from `than` for `more acidic`, `less sweet`, `larger`. */
function comparedBefore(words: readonly Word[], at: number, language: Language): { from: number; qualities: Map<string, 1 | -1> } | null {
  for (let from = at - 1; from >= Math.max(0, at - 3); from -= 1) {
    const word = words[from]?.folded ?? '';
    const sign = word === more[language.code] ? 1 : word === less[language.code] ? -1 : 0;
    if (sign === 0) continue;
    const quality = words
      .slice(from + 1, at)
      .map((each) => contentStem(each.folded, language))
      .find((stem) => stem !== null);
    return quality === undefined || quality === null ? null : { from, qualities: new Map([[quality, sign]]) };
  }
  const word = words[at - 1]?.folded ?? '';
  const opposites = [...(language.opposites.get(word) ?? [])];
  if (opposites.length > 0) {
    const pairs = opposites.map((opposite): [string, 1 | -1] => [[word, opposite].sort().join('/'), word < opposite ? 1 : -1]);
    return { from: at - 1, qualities: new Map(pairs) };
  }
  if (!/^\p{L}{2,}er$/u.test(word) || !['en', 'de', 'nl'].includes(language.code)) return null;
  return { from: at - 1, qualities: new Map([[word.slice(0, -2), 1]]) };
}

/** How two comparisons stand to each other: they say the same, the contrary, or are about different things. */
export function compareComparatives(one: Comparative, other: Comparative): 'same' | 'contrary' | 'unrelated' {
  const quality = [...one.qualities.keys()].find((name) => other.qualities.has(name));
  if (quality === undefined) return 'unrelated';
  const straight = overlap(one.left, other.left) + overlap(one.right, other.right);
  const crossed = overlap(one.left, other.right) + overlap(one.right, other.left);
  if (Math.max(straight, crossed) < 2 || straight === crossed) return 'unrelated';
  const mine = straight > crossed ? one.qualities.get(quality) : -(one.qualities.get(quality) ?? 0);
  return mine === other.qualities.get(quality) ? 'same' : 'contrary';
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of one) if (other.has(stem)) shared += 1;
  return shared;
}
