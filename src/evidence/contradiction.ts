import { type Difference, differenceOf } from '../research/index.ts';
import { compareComparatives } from '../shared/language/comparatives.ts';
import { compatible } from '../shared/language/compare-quantities.ts';
import type { Language } from '../shared/language/languages.ts';
import type { Terms } from '../shared/language/terms.ts';
import type { Place, SourceMatch } from './matching.ts';
import type { PassageIndex } from './passage-index.ts';

export interface Contradiction {
  /** Share of the claim, 0–1, that the differing sentence says otherwise. */
  share: number;
  place: Place;
  difference: Difference;
  /** Another sentence bears the claim out: the sources do not agree with each other. */
  disputed: boolean;
}

/**
 * A sentence must say at least this share of the claim before a difference counts. Dates and counts differ between any two events,
 * and "not" may belong to something else in the sentence, so they need more.
 */
function alignedFrom(difference: Difference): number {
  if (difference.kind === 'order') return 0.45;
  if (difference.kind !== 'number') return 0.7;
  return ['year', 'date', 'day', ''].includes(difference.left.unit) ? 0.65 : 0.45;
}

/** The sentence that is closest to the claim and says something else. */
export function findContradiction(
  claim: Terms,
  matches: readonly SourceMatch[],
  index: PassageIndex,
  language: Language,
): Contradiction | undefined {
  const said = matches.flatMap((match) =>
    match.candidates.map((place, at) => ({ place, share: sharedBy(claim, match.candidates, at, index) })),
  );
  let best: Contradiction | undefined;
  for (const { place, share } of said) {
    if (share <= (best?.share ?? 0)) continue;
    const difference = differenceOf(claim, place.terms, language);
    if (difference === null || share < alignedFrom(difference) || answeredBeside(difference, matches, place)) continue;
    const disputed = said.some(
      (other) => other.place !== place && other.share >= share - 0.2 && bearsOut(other.place.terms, claim, difference, language),
    );
    best = { share, place, difference, disputed };
  }
  return best;
}

/** A word of the sentence before, or of the heading, counts half. */
const contextCounts = 0.5;

/** Share of the claim in a sentence and, less, in its context. Words that no source uses are the writer's own and do not count. */
function sharedBy(claim: Terms, candidates: readonly Place[], at: number, index: PassageIndex): number {
  const { place, passage, terms } = candidates[at] as Place;
  const before = candidates[at - 1];
  const context = new Set([...index.headingStems(passage), ...(before?.place === place - 1 ? before.terms.stems : [])]);
  const own = new Set(terms.stems);
  let total = 0;
  let shared = 0;
  let met = 0;
  for (const stem of new Set(claim.stems)) {
    if (!index.has(stem)) continue;
    const weight = index.weight(stem) + 0.3;
    total += weight;
    if (own.has(stem)) met += 1;
    shared += own.has(stem) ? weight : context.has(stem) ? weight * contextCounts : 0;
  }
  return met === 0 || total === 0 ? 0 : shared / total;
}

/** The number the claim gives may stand in a sentence beside the one that differs. */
function answeredBeside(difference: Difference, matches: readonly SourceMatch[], place: Place): boolean {
  if (difference.kind !== 'number') return false;
  const near = matches.find((match) => match.candidates.includes(place))?.candidates ?? [];
  return near.some(
    (other) => Math.abs(other.place - place.place) <= 1 && other.terms.quantities.some((quantity) => compatible(quantity, difference.left)),
  );
}

function bearsOut(sentence: Terms, claim: Terms, difference: Difference, language: Language): boolean {
  if (difference.kind === 'number') return sentence.quantities.some((quantity) => compatible(quantity, difference.left));
  if (difference.kind === 'opposite') return sentence.words.has(difference.left);
  if (difference.kind === 'order')
    return (
      claim.comparative !== null && sentence.comparative !== null && compareComparatives(claim.comparative, sentence.comparative) === 'same'
    );
  return sentence.stems.includes(difference.stem) && differenceOf(claim, sentence, language) === null;
}
