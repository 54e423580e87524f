import type { Difference } from '../research/index.ts';
import type { Language } from '../shared/language/languages.ts';
import type { Terms } from '../shared/language/terms.ts';
import { findContradiction } from './contradiction.ts';
import type { Features } from './features.ts';
import type { Place, SourceMatch } from './matching.ts';
import type { PassageIndex } from './passage-index.ts';
import { contradictionProbability, contradictionShown, models, shownFrom, supportedFrom, unconfirmedNumber } from './weights.ts';

/** What the sources say of a claim; `unchecked` when there was nothing to check it against, or only text in another language. */
export type Support = 'supported' | 'partly' | 'contradicted' | 'unsupported' | 'unchecked';

export interface Verdict {
  support: Support;
  /** Calibrated probability that `support` is right, 0–1. */
  probability: number;
  /** Whether `probability` passes the threshold of measured precision; below it a page says "look at this". */
  shown: boolean;
  /** The sentence that shows it, when there is one. */
  place?: Place;
  /** Sentences of the same passage that carry the verdict with it. */
  besides?: Place[];
  /** What differs, for `contradicted`. */
  difference?: Difference;
  /** A sentence that says otherwise, while another bears the claim out. */
  dispute?: { place: Place; difference: Difference };
}

/** Weighs the matches of a claim, best source first. */
export function judge(claim: Terms, matches: readonly SourceMatch[], index: PassageIndex, language: Language): Verdict {
  const ranked = matches
    .map((match) => ({ match, supported: supportOf(match.alignment) }))
    .sort((left, right) => right.supported - left.supported);
  const best = ranked[0];
  if (best === undefined) return withShown({ support: 'unsupported', probability: unsupportedWithoutMatch });
  const verdict = graded(best.match, best.supported);
  const against = findContradiction(claim, matches, index, language);
  if (against === undefined) return verdict;
  const { place, difference, disputed } = against;
  if (disputed) return { ...verdict, dispute: { place, difference } };
  const probability = contradictionProbability(against.share);
  return { support: 'contradicted', probability, shown: against.share >= contradictionShownFrom(difference), place, difference };
}

/** Share of the claim that a sentence must say: any two events have dates and counts, a measure with its unit is seldom met by chance. */
function contradictionShownFrom(difference: Difference): number {
  const { byCount, byMeasure, byWord } = contradictionShown;
  if (difference.kind !== 'number') return byWord;
  return ['', 'year', 'date', 'day', 'decade', 'ordinal', 'clock'].includes(difference.left.unit) ? byCount : byMeasure;
}

/** Measured on claims paired with a page about something else, see docs/quality/evidence.md. */
const unsupportedWithoutMatch = 0.97;

function graded(match: SourceMatch, supported: number): Verdict {
  const some = Math.max(supported, probabilityOf(models.some, match.alignment.features));
  const places = bestPlaces(match);
  if (supported >= supportedFrom) return withShown({ support: 'supported', probability: supported, ...places });
  const partly = some - supported;
  // What comes nearest to an unsupported sentence is no evidence for it, so no place is named.
  if (1 - some > partly) return withShown({ support: 'unsupported', probability: 1 - some });
  return withShown({ support: 'partly', probability: partly, ...places });
}

/** The sentence that covers the claim best, with the others chosen that stand in its passage. */
function bestPlaces({ alignment, candidates }: SourceMatch): Pick<Verdict, 'place' | 'besides'> {
  const [place, ...others] = alignment.chosen.map((at) => candidates[at] as Place);
  if (place === undefined) return {};
  return { place, besides: others.filter((other) => other.passage === place.passage && Math.abs(other.place - place.place) <= 1) };
}

function supportOf({ features, unconfirmed }: SourceMatch['alignment']): number {
  const probability = probabilityOf(models.supported, features);
  return unconfirmed ? Math.min(probability, unconfirmedNumber) : probability;
}

function withShown(verdict: Omit<Verdict, 'shown'> & { support: keyof typeof shownFrom }): Verdict {
  return { ...verdict, shown: verdict.probability >= shownFrom[verdict.support] };
}

function probabilityOf(model: { bias: number; weights: Readonly<Record<keyof Features, number>> }, features: Features): number {
  let sum = model.bias;
  for (const name of Object.keys(model.weights) as (keyof Features)[]) sum += model.weights[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}
