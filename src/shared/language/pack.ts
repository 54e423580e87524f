/** What the product knows of one language, as data. All words are in folded form (lower case, no accents), lists are separated by spaces or `|`. */
export interface LanguagePack {
  code: string;
  /** Words that carry grammar and not content, light verbs included. */
  stopWords: string;
  negations: string;
  /** Words that, opening a sentence, lean on a sentence before it: pronouns, demonstratives, connectives. `|` separates; entries may have several words. */
  leaningOpeners: string;
  /** Words of numbers from 2 up. */
  numberWords: Record<string, number>;
  /** Scales that follow a number: thousand, million… */
  scales: Record<string, number>;
  /** Words for parts of a whole. */
  fractions: Record<string, number>;
  /** Between the numbers of a share, `|` separated: two `of` three. */
  shareWords: string;
  /** January to December, full names. */
  months: string;
  /** `1,5` is one and a half. */
  decimalComma: boolean;
  /** Endings cut from a word, longest first, each with the least length that must remain. */
  endings: readonly (readonly [ending: string, keep: number])[];
  /** `a/b` pairs whose exchange turns a statement around. */
  opposites: string;
  /** Phrases right before a number, `|` separated. */
  bounds: { atLeast: string; atMost: string; about: string };
  /** Phrases right before a year or date, `|` separated. */
  times: { before: string; after: string; until: string; since: string };
  /** Words that join the two ends of a range: `12 to 24`. */
  rangeWords: string;
  /** Between two figures for the same measure, `|` separated: 200 milligrams `against` 63. */
  versusWords: string;
  /** Openers of a sentence that tells the reader to do something. */
  imperatives: string;
  /** Openers or phrases of sentences about the text itself, `|` separated. */
  metaPhrases: string;
  /** Phrases that mark an opinion, `|` separated. */
  opinionPhrases: string;
}
