import type { Locator } from '../../../shared/locator.ts';

/** Where a sentence was copied from; offsets in code points of the source's stored text. */
export interface ExtractCitation {
  sourceId: string;
  start: number;
  end: number;
  locator: Locator;
  /** The copied piece as stored. */
  exact: string;
}

export interface ExtractSentence {
  /** As it stands in the article: the copied words with white space folded, after the source's name where sources disagree. */
  text: string;
  citation: ExtractCitation;
  /** Sources disagree: sentences of one number are the sides of one disagreement, stand in quotation marks, and each side names its source. */
  dispute?: number;
}

export interface ExtractSection {
  heading: string;
  /** Unique within the article. */
  slug: string;
  sentences: ExtractSentence[];
}

/** A piece assembled from verbatim quotes. Copied, and not checked: it claims nothing about whether its sources are right. */
export interface ExtractiveArticle {
  title: string;
  /** BCP 47. */
  language: string;
  sections: ExtractSection[];
  /** Words of all sentences, headings left out. */
  words: number;
  /** Share of those words, 0–1, that stand in the sources exactly so. */
  verbatimShare: number;
  /** Says that it is copied, from how many sources, and the verbatim share; in the article's language. */
  notice: string;
  /** When the sources do not hold enough for the words asked for. */
  shortfall?: { asked: number; words: number; reason: string };
}

export { countWords } from '../../../shared/text/count-words.ts';
