import type { Features } from './features.ts';

interface Model {
  bias: number;
  weights: Readonly<Record<keyof Features, number>>;
}

/**
 * Trained by tests/bench/evidence-wice.ts on the development split of WiCE (Kamoi et al., EMNLP 2023; annotations ODC-BY) and examples made
 * from its pages; the figures are in docs/quality/evidence.md. `supported`: the source says all of it. `some`: it says at least a part.
 * Cosines of sentence embeddings were tried as further features and left out: they changed nothing.
 */
export const models: Readonly<Record<'supported' | 'some', Model>> = {
  supported: {
    bias: -5.2443,
    weights: {
      ...{ best: 1.3274, pair: 1.5236, three: 0.622, whole: -0.3276, quantities: 0.4481, quantitiesWhole: 1.1337, names: -0.4352 },
      ...{ namesWhole: 1.9014, phrases: 0.8997, missing: -0.6667, length: 0.4779, heaviestMissing: 1.6332 },
    },
  },
  some: {
    bias: -7.3127,
    weights: {
      ...{ best: 1.5736, pair: 2.2095, three: 2.0022, whole: 3.0611, quantities: -0.0667, quantitiesWhole: 0.8506, names: -0.7862 },
      ...{ namesWhole: 2.2446, phrases: 0.3832, missing: -0.1642, length: 1.3374, heaviestMissing: 4.2772 },
    },
  },
};

/** From this probability on the verdict reads `supported`: the best balance of missed and wrongly given support in cross-validation. */
export const supportedFrom = 0.35;

/** Most that can be said for support when the claim gives a number that no sentence near, or a name that nothing in the source confirms: it then reads `partly` at best. */
export const unconfirmedNumber = 0.25;

/**
 * From this probability on a verdict is shown. In cross-validation nearly all `supported` above it were right (0.8 would let a quarter of
 * half-supported encyclopedia sentences through), and nine in ten of "not wholly supported".
 */
export const shownFrom = { supported: 0.9, partly: 0.8, unsupported: 0.9 } as const;

/** Most that likeness of words is worth where the words or their order differ: about the precision measured from 0.8 up. */
export const likenessProbability = 0.8;
/** The same for `contradicted`, by the share of the claim that the differing sentence says: dates and counts, words turned around, measures. */
export const contradictionShown = { byCount: 0.85, byWord: 0.7, byMeasure: 0.55 } as const;

/** The sentence itself stands in the source; what is left is that it may be torn from its context. */
export const verbatimProbability = 0.99;
/** Its words and their order do, give or take an article or a further clause. */
export const nearVerbatimProbability = 0.95;
/** Its quotation does. */
export const quotationProbability = 0.95;
/** Its quotation does not: it may still be a name, or be quoted from a source that was not given. */
export const missingQuotationProbability = 0.9;

/** Probability that a difference is one, by the share of the claim that the differing sentence says. */
export function contradictionProbability(share: number): number {
  return Math.min(0.95, 0.55 + 0.45 * share);
}
