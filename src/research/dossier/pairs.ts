import { compatible } from '../../shared/language/compare-quantities.ts';
import type { Pause } from '../../shared/pacing.ts';
import { type Difference, differenceOf } from '../comparison.ts';
import type { Statement } from './statements.ts';
import type { StemWeights } from './weights.ts';

/** Two statements of different sources about the same thing. */
export interface Pair {
  left: Statement;
  right: Statement;
  /** How alike they are, 0–1. */
  alike: number;
  /** What keeps both from being true; null when they say the same. */
  difference: Difference | null;
}

const commonStem = 0.25;
/** Statements of one stem compared with one another; more would cost their square and find the same again. */
const mostOfAStem = 150;

/** All pairs worth showing, the most alike first. @param topic stems of the topic: statements on different ones of them are about different things */
export async function alignedPairs(
  statements: readonly Statement[],
  weights: StemWeights,
  topic: ReadonlySet<string>,
  pause: Pause,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const [left, right] of candidates(statements, weights)) {
    await pause();
    if (differentSubjects(left, right, topic)) continue;
    const pair = pairOf(left, right, weights);
    if (pair !== null) pairs.push(pair);
  }
  return pairs.sort(
    (one, other) => other.alike - one.alike || one.left.number - other.left.number || one.right.number - other.right.number,
  );
}

/** Pairs across sources that share two stems, one of them not in every fourth statement. */
function* candidates(statements: readonly Statement[], weights: StemWeights): Generator<[Statement, Statement]> {
  const byStem = new Map<string, number[]>();
  statements.forEach(({ terms }, at) => {
    for (const stem of new Set(terms.stems)) {
      const known = byStem.get(stem);
      if (known === undefined) byStem.set(stem, [at]);
      else if (known.length < mostOfAStem) known.push(at);
    }
  });
  const usual = Math.max(12, statements.length * commonStem);
  for (const [at, left] of statements.entries()) {
    const shared = new Map<number, number>();
    for (const stem of new Set(left.terms.stems)) {
      const rare = weights.count(stem) <= usual ? 1 : 0.5;
      for (const other of byStem.get(stem) ?? []) if (other > at) shared.set(other, (shared.get(other) ?? 0) + rare);
    }
    for (const [other, score] of [...shared].sort((one, next) => one[0] - next[0])) {
      const right = statements[other] as Statement;
      if (score >= 1 && right.source !== left.source) yield [left, right];
    }
  }
}

function differentSubjects(left: Statement, right: Statement, topic: ReadonlySet<string>): boolean {
  const mine = left.terms.stems.filter((stem) => topic.has(stem));
  const theirs = right.terms.stems.filter((stem) => topic.has(stem));
  return mine.some((stem) => !theirs.includes(stem)) && theirs.some((stem) => !mine.includes(stem));
}

/** Least share of either statement that the other says too, and of the one that is said more fully: for sameness, for a number that differs, for a turned-around word. */
const enough = { same: [0.55, 0.6], number: [0.3, 0.45], bareNumber: [0.25, 0.6], turned: [0.6, 0.7], order: [0.4, 0.55] } as const;
const fewestShared = 2;

function pairOf(left: Statement, right: Statement, weights: StemWeights): Pair | null {
  const shared = new Set(left.terms.stems.filter((stem) => right.terms.stems.includes(stem)));
  if (shared.size < fewestShared) return null;
  const difference = differenceOf(left.terms, right.terms, left.language);
  if (difference?.kind === 'number' && rangesMeet(left, right)) return null;
  const common = difference === null ? commonQuantities(left, right) : 0;
  const shares = [covered(left, right, weights, common), covered(right, left, weights, common)].sort((one, other) => one - other);
  const [least, most] =
    enough[
      difference === null
        ? 'same'
        : difference.kind === 'order'
          ? 'order'
          : difference.kind !== 'number'
            ? 'turned'
            : specific(difference.left.unit)
              ? 'number'
              : 'bareNumber'
    ];
  if (difference === null && common === 0 && shared.size <= fewestShared) return null;
  const [alike = 0, fuller = 0] = shares;
  return alike >= least && fuller >= most ? { left, right, alike, difference } : null;
}

function specific(unit: string): boolean {
  return !['', 'year', 'date', 'day', 'ordinal', 'clock', 'decade'].includes(unit);
}

function commonQuantities(left: Statement, right: Statement): number {
  return left.terms.quantities.filter((one) => right.terms.quantities.some((other) => compatible(one, other))).length;
}

/** A statement with several numbers may hold the other's among them. */
function rangesMeet(left: Statement, right: Statement): boolean {
  const [few, many] = left.terms.quantities.length <= right.terms.quantities.length ? [left, right] : [right, left];
  return few.terms.quantities.every((one) => many.terms.quantities.some((other) => compatible(one, other)));
}

const contextCounts = 0.5;

/** What a quantity that both have weighs, in the scale of `StemWeights`. */
const quantityWeight = 2.5;

/** Weighted share of a statement's words in another one, its context counting half. */
function covered(of: Statement, by: Statement, weights: StemWeights, commonQuantities: number): number {
  let total = commonQuantities * quantityWeight;
  let met = total;
  for (const stem of new Set(of.terms.stems)) {
    const weight = weights.of(stem);
    total += weight;
    if (by.terms.stems.includes(stem)) met += weight;
    else if (by.context.has(stem)) met += weight * contextCounts;
  }
  return total === 0 ? 0 : met / total;
}
