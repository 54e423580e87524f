import { comparable, compatible } from '../shared/language/compare-quantities.ts';
import type { Language } from '../shared/language/languages.ts';
import type { Quantity } from '../shared/language/quantities.ts';
import type { Terms } from '../shared/language/terms.ts';

/** What keeps two otherwise alike statements from both being true. */
export type Difference =
  | { kind: 'number'; left: Quantity; right: Quantity }
  | { kind: 'negation'; stem: string }
  | { kind: 'opposite'; left: string; right: string };

/** How telling a stem is; any positive scale. */
export type Weight = (stem: string) => number;

/** Weighted share of `of`'s content words that `by` has too, 0–1. */
export function coverage(of: Terms, by: Terms, weight: Weight): number {
  const have = new Set(by.stems);
  let total = 0;
  let met = 0;
  for (const stem of new Set(of.stems)) {
    const value = weight(stem) + 0.3;
    total += value;
    if (have.has(stem)) met += value;
  }
  return total === 0 ? 0 : met / total;
}

/** What differs between two statements that are about the same thing; the caller decides by `coverage` whether they are. */
export function differenceOf(left: Terms, right: Terms, language: Language): Difference | null {
  return numberDifference(left, right) ?? negationDifference(left, right) ?? oppositeDifference(left, right, language);
}

function numberDifference(left: Terms, right: Terms): Difference | null {
  for (const quantity of left.quantities) {
    if (right.quantities.some((other) => compatible(quantity, other))) continue;
    const rivals = right.quantities.filter(
      (other) => comparable(quantity, other) && !left.quantities.some((own) => compatible(own, other)),
    );
    const rival = rivals.find((other) => measureTheSame(left, quantity, right, other, rivals.length === 1));
    if (rival !== undefined) return { kind: 'number', left: quantity, right: rival };
  }
  return null;
}

/** Units that say little about what is measured: the words beside the number must agree. */
const vague = new Set(['', 'ordinal', 'decade', 'clock']);

function measureTheSame(left: Terms, quantity: Quantity, right: Terms, other: Quantity, only: boolean): boolean {
  if (!sameOrder(quantity, other)) return false;
  const mine = besides(left, quantity);
  const theirs = besides(right, other);
  if (vague.has(quantity.unit)) return mine.after !== undefined && mine.after === theirs.after;
  return only || mine.near.some((stem) => theirs.near.includes(stem));
}

/** Two figures for one thing may differ, but not by more than this factor: grams of coffee are not milligrams of caffeine. */
const widest = 25;

function sameOrder(left: Quantity, right: Quantity): boolean {
  const [small = 0, large = 0] = [Math.abs(left.high), Math.abs(right.high)].sort((one, other) => one - other);
  return large <= small * widest || left.unit === '°C';
}

/** Content words around a quantity: the one after it, and two on either side. */
function besides(terms: Terms, quantity: Quantity): { after: string | undefined; near: string[] } {
  const next = terms.at.findIndex((offset) => offset >= quantity.end);
  const middle = next === -1 ? terms.stems.length : next;
  return { after: next === -1 ? undefined : terms.stems[next], near: terms.stems.slice(Math.max(0, middle - 2), middle + 2) };
}

function negationDifference(left: Terms, right: Terms): Difference | null {
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
