import { daysOfYear } from './dates.ts';
import type { Quantity } from './quantities.ts';

/** Rounding people do when they repeat a number: 2 %. Years, dates, ordinals are exact. */
const rounding = 0.02;
const loose = 0.15;
const exactUnits = new Set(['year', 'date', 'day', 'ordinal', 'clock', 'decade']);

/** Whether two quantities are about the same kind of thing, so that they can agree or conflict. */
export function comparable(left: Quantity, right: Quantity): boolean {
  return asDates(left).unit === asDates(right).unit;
}

/** Whether both can be true of the same thing: equal but for rounding, one range within the other, or allowed by a bound. */
export function compatible(left: Quantity, right: Quantity): boolean {
  if (!comparable(left, right)) return false;
  const a = asDates(left);
  const b = asDates(right);
  const beside = besideTimes(a, b);
  if (beside !== null) return beside;
  if (isLimit(left) && isLimit(right) && left.bound !== right.bound) return false;
  const tolerance = toleranceOf(left, right);
  const within = (inner: Quantity, outer: Quantity) =>
    inner.low >= outer.low * (1 - tolerance) && inner.high <= outer.high * (1 + tolerance);
  if (within(a, b) || within(b, a)) return true;
  // `Up to 600` and `up to 800` are two limits, although 600 is below both.
  if (isLimit(left) && isLimit(right)) return false;
  return allowed(left, right, confirmReach) || allowed(right, left, confirmReach);
}

/** Whether both cannot be true of the same thing. Some pairs neither agree nor are at odds: `over 1,000` and `9,000`. */
export function atOdds(left: Quantity, right: Quantity): boolean {
  if (!comparable(left, right) || compatible(left, right) || rangesMeet(left, right)) return false;
  // `Before 2010` mostly says of which years something holds, and not when it happened.
  if (left.side !== undefined || right.side !== undefined) return false;
  if (isLimit(left) && isLimit(right)) return left.bound === right.bound;
  return !allowed(left, right, excludeReach) && !allowed(right, left, excludeReach);
}

function isLimit({ bound }: Quantity): boolean {
  return bound === 'atLeast' || bound === 'atMost';
}

/** `400 to 700` and `300 to 600` have values in common. */
function rangesMeet(left: Quantity, right: Quantity): boolean {
  return left.low < left.high && right.low < right.high && left.low <= right.high && right.low <= left.high;
}

/** `Before 2010` is borne out by 2005 and not by 2010; null when neither is a time before or after another. */
function besideTimes(left: Quantity, right: Quantity): boolean | null {
  const strict = (one: Quantity) => one.side === 'before' || one.side === 'after';
  if (!strict(left) && !strict(right)) return null;
  if (left.side !== undefined && right.side !== undefined) return left.side === right.side && left.low === right.low;
  const [bounded, other] = strict(left) ? [left, right] : [right, left];
  return bounded.side === 'before' ? other.high < bounded.low : other.low > bounded.high;
}

function toleranceOf(left: Quantity, right: Quantity): number {
  if (exactUnits.has(left.unit)) return 0;
  if (left.bound === 'about' || right.bound === 'about') return loose;
  // Small counts are counted, not rounded.
  return left.unit === '' && Math.max(left.high, right.high) < 50 ? 0 : rounding;
}

/** `Over 1,000` bears out 1,200, says nothing of 9,000, and would be an odd thing to say of a million. */
const confirmReach = 2;
const excludeReach = 10;

function allowed(bounded: Quantity, other: Quantity, reach: number): boolean {
  if (exactUnits.has(bounded.unit)) return false;
  if (bounded.bound === 'atLeast') return other.low >= bounded.low && other.low <= bounded.low * reach;
  return bounded.bound === 'atMost' && other.high <= bounded.high && other.high >= bounded.high / reach;
}

/** A bare year is the interval of its days, so that `2024` and `5 March 2024` can meet. */
function asDates(quantity: Quantity): Quantity {
  if (quantity.unit !== 'year') return quantity;
  return { ...quantity, unit: 'date', low: quantity.low * daysOfYear, high: quantity.high * daysOfYear + daysOfYear - 1 };
}
