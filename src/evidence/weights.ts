import type { Features } from './features.ts';

interface Model {
  bias: number;
  weights: Readonly<Record<keyof Features, number>>;
}

/**
 * Trained by tests/bench/evidence-wice.ts on the development split of WiCE (Kamoi et al., EMNLP 2023; annotations ODC-BY) and examples made
 * from its pages; the figures are in docs/quality/evidence.md. `supported`: the source says all of it. `some`: it says at least a part.
 * The cosine has no weight of its own: it only helps to find passages.
 */
export const models: Readonly<Record<'supported' | 'some', Model>> = {
  supported: {
    bias: -5.2165,
    weights: {
      ...{ best: 1.2444, pair: 1.3859, three: 0.6447, whole: -0.4722, quantities: 0.1585, quantitiesWhole: 1.3417, names: -0.3527 },
      ...{ namesWhole: 1.8977, phrases: 1.053, missing: -0.7068, length: 0.5308, heaviestMissing: 1.9011, similarity: 0 },
    },
  },
  some: {
    bias: -7.1724,
    weights: {
      ...{ best: 1.5158, pair: 2.1651, three: 2.02, whole: 2.9461, quantities: -0.638, quantitiesWhole: 1.2914, names: -0.6307 },
      ...{ namesWhole: 2.1518, phrases: 0.4517, missing: -0.172, length: 1.3185, heaviestMissing: 4.0452, similarity: 0 },
    },
  },
};

/** From this probability on the verdict reads `supported`: the best balance of missed and wrongly given support in cross-validation. */
export const supportedFrom = 0.4;

/**
 * From this probability on a verdict is shown. In cross-validation nearly all `supported` above it were right (0.8 would let a quarter of
 * half-supported encyclopedia sentences through), and nine in ten of "not wholly supported".
 */
export const shownFrom = { supported: 0.9, partly: 0.8, contradicted: 0.8, unsupported: 0.8, unchecked: 0 } as const;

/** The sentence itself stands in the source; what is left is that it may be torn from its context. */
export const verbatimProbability = 0.99;
/** Its quotation does, or does not. */
export const quotationProbability = 0.95;

/** Probability that a difference is one, by the share of the claim that the differing sentence says. */
export function contradictionProbability(share: number): number {
  return Math.min(0.95, 0.55 + 0.45 * share);
}
