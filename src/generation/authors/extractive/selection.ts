import type { Dossier } from '../../../research/index.ts';
import { countWords } from './article.ts';
import type { Extract } from './extracts.ts';
import { nearlyTheSame } from './rules.ts';

/** An article may be this much longer or shorter than asked. */
export const tolerance = 0.15;

/** "According to", for both sides. */
const namingWords = 4;

/** Most words of one section, on the way to how many sections there are. */
const wordsPerSection = 90;

export interface Selection {
  extracts: Extract[];
  /** Pairs of chosen extracts whose sources disagree. */
  disputes: (readonly [Extract, Extract])[];
}

/** Chooses extracts up to the words asked for: first the best of every source that fits, then what sources disagree on, then the best of each section in turn. */
export function selectExtracts(all: readonly Extract[], conflicts: Dossier['conflicts'], words: number): Selection {
  const byId = new Map(all.map((extract) => [extract.id, extract]));
  const chosen: Extract[] = [];
  let used = 0;
  const take = (extract: Extract, limit: number): boolean => {
    const before = chosen.includes(extract);
    if (before || used + extract.words > limit || chosen.some((other) => clash(extract, other))) return before;
    chosen.push(extract);
    used += extract.words;
    return true;
  };
  for (const ofSource of bySource(all)) ofSource.some((extract) => take(extract, words * (1 + tolerance)));
  const disputes: [Extract, Extract][] = [];
  for (const { quotes } of conflicts) {
    const [left, right] = quotes.map((id) => byId.get(id));
    if (left === undefined || right === undefined || disputes.flat().some((extract) => extract === left || extract === right)) continue;
    const naming = countWords(left.sourceTitle) + countWords(right.sourceTitle) + namingWords;
    const more = [left, right].reduce((sum, extract) => sum + (chosen.includes(extract) ? 0 : extract.words), naming);
    if (used + more > words || !take(left, words) || !take(right, words)) continue;
    used += naming;
    disputes.push([left, right]);
  }
  const fill = (sections: readonly number[]) => {
    for (let added = true; added; ) {
      added = false;
      for (const section of sections) {
        const fits = (extract: Extract) =>
          extract.section === section && !chosen.includes(extract) && used + extract.words <= words * (1 + tolerance / 3);
        const next = ranked(all).find((extract) => fits(extract) && !chosen.some((other) => clash(extract, other)));
        if (next !== undefined && take(next, words * (1 + tolerance))) added = true;
      }
    }
  };
  const sections = sectionsToFill(all, chosen, words);
  fill(sections);
  // A few sections may hold too little; the others are opened one after the other.
  for (const { section } of ranked(all)) if (used < words * (1 - tolerance / 3) && !sections.includes(section)) fill([section]);
  return { extracts: all.filter((extract) => chosen.includes(extract)), disputes };
}

function ranked(extracts: readonly Extract[]): Extract[] {
  return [...extracts].sort((one, other) => other.rank - one.rank);
}

/** The extracts of each source, best first. */
function bySource(all: readonly Extract[]): Extract[][] {
  return [...Map.groupBy(ranked(all), ({ sourceId }) => sourceId).values()];
}

/** Overlapping pieces of one source, or nearly the same words. */
function clash(one: Extract, other: Extract): boolean {
  const apart =
    one.sourceId !== other.sourceId ||
    !one.sentences.some((mine) => other.sentences.some((theirs) => mine.start < theirs.end && theirs.start < mine.end));
  return !apart || one.sentences.some((mine) => other.sentences.some((theirs) => nearlyTheSame(mine.text, theirs.text, one.language)));
}

/** As many sections as the words allow, those with most to say; the first, on the topic as a whole, and those already begun are kept. */
function sectionsToFill(all: readonly Extract[], chosen: readonly Extract[], words: number): number[] {
  const begun = new Set([0, ...chosen.map(({ section }) => section)]);
  const weight = new Map<number, number>();
  for (const extract of all) weight.set(extract.section, (weight.get(extract.section) ?? 0) + Math.max(0, extract.rank));
  const wanted = Math.max(1, Math.round(words / wordsPerSection), begun.size);
  const order = [...weight].sort(
    ([one, left], [other, right]) => Number(begun.has(other)) - Number(begun.has(one)) || right - left || one - other,
  );
  return order
    .slice(0, wanted)
    .map(([section]) => section)
    .sort((one, other) => one - other);
}
