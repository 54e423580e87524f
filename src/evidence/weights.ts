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
    bias: -5.1151,
    weights: {
      ...{ best: 1.3602, pair: 1.5296, three: 0.5582, whole: -0.3785, quantities: 0.0284, quantitiesWhole: 1.5204, names: -0.3496 },
      ...{ namesWhole: 1.8663, phrases: 0.8899, missing: -0.6818, length: 0.4482, heaviestMissing: 1.6022, similarity: 0 },
    },
  },
  some: {
    bias: -7.1785,
    weights: {
      ...{ best: 1.5371, pair: 2.1667, three: 1.9964, whole: 2.9998, quantities: -0.6525, quantitiesWhole: 1.317, names: -0.6277 },
      ...{ namesWhole: 2.1304, phrases: 0.402, missing: -0.1693, length: 1.3157, heaviestMissing: 4.0142, similarity: 0 },
    },
  },
};

/** From this probability on the verdict reads `supported`: the best balance of missed and wrongly given support in cross-validation. */
export const supportedFrom = 0.4;

/**
 * From this probability on a verdict is shown. In cross-validation nearly all `supported` above it were right (0.8 would let a quarter of
 * half-supported encyclopedia sentences through), and nine in ten of "not wholly supported".
 */
export const shownFrom = { supported: 0.9, partly: 0.8, contradicted: 0.8, unsupported: 0.9, unchecked: 0 } as const;

/** The sentence itself stands in the source; what is left is that it may be torn from its context. */
export const verbatimProbability = 0.99;
/** Its quotation does, or does not. */
export const quotationProbability = 0.95;

/** Probability that a difference is one, by the share of the claim that the differing sentence says. */
export function contradictionProbability(share: number): number {
  return Math.min(0.95, 0.55 + 0.45 * share);
}
