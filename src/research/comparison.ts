import { compareComparatives } from '../shared/language/comparatives.ts';
import { atOdds, comparable, compatible } from '../shared/language/compare-quantities.ts';
import type { Language } from '../shared/language/languages.ts';
import type { Quantity } from '../shared/language/quantities.ts';
import type { Terms } from '../shared/language/terms.ts';

/** What keeps two otherwise alike statements from both being true. */
export type Difference =
  | { kind: 'number'; left: Quantity; right: Quantity }
  | { kind: 'negation'; stem: string }
  | { kind: 'opposite'; left: string; right: string }
  | { kind: 'order'; left: string; right: string };

/** What differs between two statements that are about the same thing; the caller decides whether they are. */
export function differenceOf(left: Terms, right: Terms, language: Language): Difference | null {
  const order =
    left.comparative !== null && right.comparative !== null ? compareComparatives(left.comparative, right.comparative) : 'unrelated';
  if (order === 'contrary') return { kind: 'order', left: left.comparative?.phrase ?? '', right: right.comparative?.phrase ?? '' };
  if (atDifferentTimes(left, right)) return null;
  const difference = numberDifference(left, right) ?? negationDifference(left, right);
  // `Smaller than the queen` and `larger than a worker` may say the same.
  return difference ?? (order === 'same' ? null : oppositeDifference(left, right, language));
}

const times = new Set(['year', 'date', 'decade']);

/**
 * Both say when, at different times, and that is not all they differ in: `in 2018 it lost 23 %` and `in 2022 it lost 31 %` are both true.
 * When the time is all they differ in, one of them has it wrong.
 */
function atDifferentTimes(left: Terms, right: Terms): boolean {
  const [mine, theirs] = [left, right].map(({ quantities }) => quantities.filter(({ unit }) => times.has(unit)));
  if (mine === undefined || theirs === undefined || mine.length === 0 || theirs.length === 0) return false;
  if (mine.some((one) => theirs.some((other) => !comparable(one, other) || compatible(one, other)))) return false;
  const rest = (terms: Terms) => terms.quantities.filter(({ unit }) => !times.has(unit));
  const more = rest(left).some((one) => rest(right).some((other) => atOdds(one, other)));
  return more || left.negated.size !== right.negated.size;
}

function numberDifference(left: Terms, right: Terms): Difference | null {
  for (const quantity of left.quantities) {
    if (right.quantities.some((other) => compatible(quantity, other))) continue;
    const rivals = right.quantities.filter((other) => atOdds(quantity, other) && !left.quantities.some((own) => compatible(own, other)));
    const [rival] = rivals
      .filter((other) => measureTheSame(left, quantity, right, other, rivals.length === 1))
      .map((other) => ({ other, beside: sharedBeside(left, quantity, right, other), distance: distance(quantity, other) }))
      .sort((one, next) => next.beside - one.beside || one.distance - next.distance);
    if (rival !== undefined) return { kind: 'number', left: quantity, right: rival.other };
  }
  return null;
}

function sharedBeside(left: Terms, quantity: Quantity, right: Terms, other: Quantity): number {
  const theirs = besides(right, other).near;
  return besides(left, quantity).near.filter((stem) => theirs.includes(stem)).length;
}

/** How far apart two values are, as a ratio's logarithm. */
function distance(left: Quantity, right: Quantity): number {
  return Math.abs(Math.log(Math.max(left.high, 1e-9) / Math.max(right.high, 1e-9)));
}

/** Units that say little about what is measured: the words beside the number must agree. */
const vague = new Set(['', 'ordinal', 'decade', 'clock']);

function measureTheSame(left: Terms, quantity: Quantity, right: Terms, other: Quantity, only: boolean): boolean {
  if (!sameOrder(quantity, other) || isDistance(left, quantity) !== isDistance(right, other)) return false;
  const mine = besides(left, quantity);
  const theirs = besides(right, other);
  if (vague.has(quantity.unit)) return same(mine.after, theirs.after) || same(mine.before, theirs.before);
  return only || mine.near.some((stem) => theirs.near.includes(stem));
}

/** `3.5 degrees cooler than` is a distance, `34.1 degrees` a temperature. */
function isDistance({ comparative }: Terms, { end }: Quantity): boolean {
  return comparative !== null && comparative.start >= end && comparative.start - end <= 2;
}

/** Two figures for one thing may differ, but not by more than this factor: grams of coffee are not milligrams of caffeine. */
const widest = 25;

function sameOrder(left: Quantity, right: Quantity): boolean {
  const [small = 0, large = 0] = [Math.abs(left.high), Math.abs(right.high)].sort((one, other) => one - other);
  return large <= small * widest || left.unit === '°C';
}

function same(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left === right;
}

/** `pH of 5.1`: so close before the number a word names it. */
const closeBefore = 9;

/** Content words around a quantity: the one after it, one close before it, and two on either side. */
function besides(terms: Terms, quantity: Quantity): { after: string | undefined; before: string | undefined; near: string[] } {
  const next = terms.at.findIndex((offset) => offset >= quantity.end);
  const middle = next === -1 ? terms.stems.length : next;
  const before = terms.stems[middle - 1];
  const gap = quantity.start - (terms.at[middle - 1] ?? 0) - (before?.length ?? 0);
  return {
    after: next === -1 ? undefined : terms.stems[next],
    before: gap <= closeBefore ? before : undefined,
    near: terms.stems.slice(Math.max(0, middle - 2), middle + 2),
  };
}

/** `May only refuse for a reason` and `may not refuse without a reason` say the same. */
const restricting = new Set(
  `only solely merely except unless without nur lediglich bloss allein ausser ohne seulement uniquement sauf sans solo solamente unicamente excepto salvo sin soltanto
  tranne senza apenas somente exceto sem alleen slechts behalve zonder`.split(/\s+/),
);

function restricts({ words }: Terms): boolean {
  return [...words].some((word) => restricting.has(word));
}

function negationDifference(left: Terms, right: Terms): Difference | null {
  if (restricts(left) || restricts(right)) return null;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const stem of one.negated) if (other.stems.includes(stem) && other.negated.size === 0) return { kind: 'negation', stem };
  }
  return null;
}

function oppositeDifference(left: Terms, right: Terms, language: Language): Difference | null {
  for (const word of left.words) {
    if (right.words.has(word)) continue;
    for (const opposite of language.opposites.get(word) ?? []) {
      if (right.words.has(opposite) && !left.words.has(opposite)) return { kind: 'opposite', left: word, right: opposite };
    }
  }
  return null;
}
