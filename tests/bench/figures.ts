/** One line of the table. */
export interface Figure {
  what: string;
  unit: string;
  ours: number;
  /** The same thing done plainly, measured in the same run. */
  baseline?: { name: string; value: number };
  /** What is aimed at: a bound of our figure, or of ours divided by the baseline's. */
  goal?: { of: 'ours' | 'ratio'; atMost?: number; atLeast?: number };
}

export interface Bench {
  /** What is measured and how, in a sentence or two. */
  about: string;
  run: () => Promise<Figure[]>;
}

export function ratioOf({ ours, baseline }: Figure): number | null {
  return baseline === undefined || baseline.value === 0 ? null : ours / baseline.value;
}

/** Null when there is no goal. */
export function isMet(figure: Figure): boolean | null {
  const { goal } = figure;
  if (goal === undefined) return null;
  const value = goal.of === 'ours' ? figure.ours : ratioOf(figure);
  // Written so that what is not a number meets nothing.
  return value !== null && value <= (goal.atMost ?? Number.POSITIVE_INFINITY) && value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY);
}

/** @param share from 0 to 1. NaN when there are no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
