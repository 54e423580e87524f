import { comparable, compatible } from '../shared/language/compare-quantities.ts';
import { daysOfYear } from '../shared/language/dates.ts';
import type { Quantity } from '../shared/language/quantities.ts';
import type { Terms } from '../shared/language/terms.ts';

/** A sentence a claim is compared with, and its place among the others (neighbours differ by 1). */
export interface CandidateSentence {
  place: number;
  terms: Terms;
}

/** What the verdict is computed from, each 0–1 unless said. Order and names belong to the trained weights. */
export interface Features {
  /** Weighted share of the claim's content words in the best sentence, pair of neighbours, and three sentences anywhere in the source. */
  best: number;
  pair: number;
  three: number;
  /** The same in the whole source. */
  whole: number;
  /** Share of the claim's quantities met in the three sentences, and near them; 1 when it has none. */
  quantities: number;
  quantitiesWhole: number;
  /** Share of its proper names, likewise. */
  names: number;
  namesWhole: number;
  /** Share of neighbouring word pairs of the claim that stand close together in one of the three sentences. */
  phrases: number;
  /** Natural logarithm of 1 + content words that the three sentences lack. */
  missing: number;
  /** Natural logarithm of 1 + content words of the claim. */
  length: number;
  /** The heaviest lacking word's share of the claim's weight. */
  heaviestMissing: number;
}

export interface Alignment {
  features: Features;
  /** Indices into the candidates of the sentences that cover the claim best, best first; one to three. */
  chosen: number[];
  /** The claim gives a number that no sentence near, and a year or a name that nothing in the source, confirms. */
  unconfirmed: boolean;
}

export interface FeatureContext {
  weight: (stem: string) => number;
  /** Whether the source as a whole says a stem. */
  sourceHas: (stem: string) => boolean;
}

/** Compares a claim with candidate sentences of one source. */
export function align(claim: Terms, candidates: readonly CandidateSentence[], context: FeatureContext): Alignment {
  const wanted = [...new Set(claim.stems)];
  const weights = wanted.map((stem) => context.weight(stem) + 0.3);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const rows = candidates.map((candidate) => matchRow(wanted, candidate.terms.stems));
  const chosen = chooseThree(
    rows.map((row, at) => [...row, ...met(claim.quantities, (candidates[at] as CandidateSentence).terms)]),
    [...weights, ...claim.quantities.map(() => quantityWeight)],
  );
  const covered = union(
    chosen.map((index) => rows[index] as Float64Array),
    wanted.length,
  );
  const share = (row: Float64Array) => row.reduce((sum, match, at) => sum + match * (weights[at] as number), 0) / total;
  const lacking = wanted.map((_, at) => 1 - (covered[at] as number));
  const chosenTerms = chosen.map((index) => (candidates[index] as CandidateSentence).terms);
  const has = (stem: string) => (covered[wanted.indexOf(stem)] ?? 0) > 0.5;
  const near = candidates.map((candidate) => candidate.terms);
  const namesWhole = nameShare(claim.names, (stem) => has(stem) || context.sourceHas(stem));
  return {
    chosen,
    unconfirmed:
      namesWhole < 1 || claim.quantities.some((quantity) => quantityShare([quantity], near) === 0 && !context.sourceHas(yearOf(quantity))),
    features: {
      best: Math.max(0, ...rows.map(share)),
      pair: bestPair(candidates, rows, share, wanted.length),
      three: share(covered),
      whole:
        wanted.reduce((sum, stem, at) => sum + ((covered[at] as number) > 0 || context.sourceHas(stem) ? (weights[at] as number) : 0), 0) /
        total,
      quantities: quantityShare(claim.quantities, chosenTerms),
      quantitiesWhole: quantityShare(
        claim.quantities,
        candidates.map((candidate) => candidate.terms),
      ),
      names: nameShare(claim.names, has),
      namesWhole,
      phrases: phraseShare(claim.stems, chosenTerms),
      missing: Math.log(1 + lacking.reduce((sum, value) => sum + value, 0)),
      length: Math.log(1 + wanted.length),
      heaviestMissing: Math.max(0, ...lacking.map((value, at) => (value * (weights[at] as number)) / total)),
    },
  };
}

/** A number that a sentence confirms makes it as welcome as two telling words. */
const quantityWeight = 4;

function met(wanted: readonly Quantity[], { quantities }: Terms): number[] {
  return wanted.map((quantity) => Number(quantities.some((other) => compatible(quantity, other))));
}

const akin = 0.7;
const akinPrefix = 5;

/** For each wanted stem: 1 when the sentence has it, less for a word with the same beginning. */
function matchRow(wanted: readonly string[], stems: readonly string[]): Float64Array {
  const have = new Set(stems);
  return Float64Array.from(wanted, (stem) => {
    if (have.has(stem)) return 1;
    if (stem.length < akinPrefix) return 0;
    const beginning = stem.slice(0, akinPrefix);
    return stems.some((other) => other.startsWith(beginning) && Math.abs(other.length - stem.length) <= 4) ? akin : 0;
  });
}

function union(rows: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  for (const row of rows) for (let at = 0; at < length; at += 1) all[at] = Math.max(all[at] as number, row[at] as number);
  return all;
}

/** Greedy: the sentence that adds most, up to three, while it adds anything. */
function chooseThree(rows: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const chosen: number[] = [];
  let covered: Float64Array = new Float64Array(weights.length);
  for (let round = 0; round < 3; round += 1) {
    let best = -1;
    let bestGain = 0.01;
    rows.forEach((row, index) => {
      let gain = 0;
      for (let at = 0; at < weights.length; at += 1)
        gain += Math.max(0, (row[at] as number) - (covered[at] as number)) * (weights[at] as number);
      if (gain > bestGain) {
        best = index;
        bestGain = gain;
      }
    });
    if (best === -1) break;
    chosen.push(best);
    covered = union([covered, Float64Array.from(rows[best] as readonly number[])], weights.length);
  }
  return chosen;
}

function bestPair(
  candidates: readonly CandidateSentence[],
  rows: readonly Float64Array[],
  share: (row: Float64Array) => number,
  length: number,
): number {
  let best = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const next = candidates[at + 1];
    const neighbours = next !== undefined && next.place === (candidates[at] as CandidateSentence).place + 1;
    best = Math.max(
      best,
      share(union(neighbours ? [rows[at] as Float64Array, rows[at + 1] as Float64Array] : [rows[at] as Float64Array], length)),
    );
  }
  return best;
}

function yearOf({ unit, low }: Quantity): string {
  return unit === 'year' ? String(low) : unit === 'date' ? String(Math.floor(low / daysOfYear)) : '';
}

function quantityShare(wanted: readonly Quantity[], sentences: readonly Terms[]): number {
  if (wanted.length === 0) return 1;
  const have = sentences.flatMap((sentence) => sentence.quantities);
  return (
    wanted.filter((quantity) => have.some((other) => comparable(quantity, other) && compatible(quantity, other))).length / wanted.length
  );
}

function nameShare(names: ReadonlySet<string>, has: (stem: string) => boolean): number {
  return names.size === 0 ? 1 : [...names].filter(has).length / names.size;
}

/** Words that stand side by side in the claim stand at most this far apart in the source. */
const near = 3;

function phraseShare(stems: readonly string[], sentences: readonly Terms[]): number {
  if (stems.length < 2) return 1;
  let found = 0;
  for (let at = 0; at + 1 < stems.length; at += 1) {
    if (sentences.some((sentence) => standNear(sentence.stems, stems[at] as string, stems[at + 1] as string))) found += 1;
  }
  return found / (stems.length - 1);
}

function standNear(stems: readonly string[], left: string, right: string): boolean {
  for (let at = stems.indexOf(left); at !== -1; at = stems.indexOf(left, at + 1)) {
    for (let step = -near; step <= near; step += 1) if (step !== 0 && stems[at + step] === right) return true;
  }
  return false;
}
