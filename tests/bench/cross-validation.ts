import { predict, trainLogistic } from './logistic-regression.ts';

const folds = 10;

/** Probability of each row by models that did not see it. Deterministic by seed. */
export function crossValidate(rows: readonly number[][], labels: readonly number[], penalty: number, seed: number): number[] {
  const foldOf = shuffled(rows.length, seed).map((position) => position % folds);
  const probabilities = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < folds; fold += 1) {
    const inside = rows.map((_, at) => at).filter((at) => foldOf[at] !== fold);
    const model = trainLogistic(
      inside.map((at) => rows[at] as number[]),
      inside.map((at) => labels[at] as number),
      penalty,
    );
    rows.forEach((row, at) => {
      if (foldOf[at] === fold) probabilities[at] = predict(model, row);
    });
  }
  return probabilities;
}

function shuffled(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, at) => at);
  let state = seed;
  for (let at = length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

export function f1Of(probabilities: readonly number[], labels: readonly number[], threshold: number): { f1: number; accuracy: number } {
  let hits = 0;
  let wrong = 0;
  let missed = 0;
  probabilities.forEach((probability, at) => {
    const positive = probability >= threshold;
    if (positive && labels[at] === 1) hits += 1;
    else if (positive) wrong += 1;
    else if (labels[at] === 1) missed += 1;
  });
  return { f1: (2 * hits) / (2 * hits + wrong + missed), accuracy: 1 - (wrong + missed) / labels.length };
}

/** How many rows pass a probability of being `positive`, and how many of them are. */
export function precisionFrom(
  probabilities: readonly number[],
  labels: readonly number[],
  from: number,
  positive: number,
): { count: number; right: number } {
  let count = 0;
  let right = 0;
  probabilities.forEach((probability, at) => {
    if ((positive === 1 ? probability : 1 - probability) < from) return;
    count += 1;
    right += Number(labels[at] === positive);
  });
  return { count, right };
}
