/** A trained model: probability = 1 / (1 + exp(-(bias + weights · features))). */
export interface LogisticModel {
  bias: number;
  weights: number[];
}

const steps = 400;
const rate = 0.5;

/** Logistic regression with an L2 penalty on standardised features, by full-batch gradient descent with momentum: deterministic. */
export function trainLogistic(rows: readonly (readonly number[])[], labels: readonly number[], penalty: number): LogisticModel {
  const width = rows[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, at) => mean(rows.map((row) => row[at] as number)));
  const scales = Array.from(
    { length: width },
    (_, at) => Math.sqrt(mean(rows.map((row) => ((row[at] as number) - (means[at] as number)) ** 2))) || 1,
  );
  const inputs = rows.map((row) => row.map((value, at) => (value - (means[at] as number)) / (scales[at] as number)));
  const weights = new Array<number>(width + 1).fill(0);
  const speed = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < steps; step += 1) {
    const slope = slopeOf(inputs, labels, weights, penalty);
    for (let at = 0; at <= width; at += 1) {
      speed[at] = 0.9 * (speed[at] as number) - 0.1 * rate * (slope[at] as number);
      weights[at] = (weights[at] as number) + (speed[at] as number);
    }
  }
  const raw = weights.slice(1).map((weight, at) => weight / (scales[at] as number));
  return { weights: raw, bias: (weights[0] as number) - raw.reduce((sum, weight, at) => sum + weight * (means[at] as number), 0) };
}

function slopeOf(inputs: readonly (readonly number[])[], labels: readonly number[], weights: readonly number[], penalty: number): number[] {
  const slope = weights.map((weight, at) => (at === 0 ? 0 : (penalty * weight) / inputs.length));
  inputs.forEach((input, index) => {
    const wrong = sigmoid((weights[0] as number) + dot(weights.slice(1), input)) - (labels[index] as number);
    slope[0] = (slope[0] as number) + wrong / inputs.length;
    input.forEach((value, at) => {
      slope[at + 1] = (slope[at + 1] as number) + (wrong * value) / inputs.length;
    });
  });
  return slope;
}

/** Probability of the positive class. */
export function predict(model: LogisticModel, row: readonly number[]): number {
  return sigmoid(model.bias + dot(model.weights, row));
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] as number), 0);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
