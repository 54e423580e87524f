import type { Dossier, DossierQuote } from '../../../research/index.ts';
import { guessLanguage, type Language, languageOf } from '../../../shared/language/languages.ts';
import type { Locator } from '../../../shared/locator.ts';
import { codePointLength } from '../../../shared/text/code-points.ts';
import { splitSentences } from '../../../shared/text/sentences.ts';
import { countWords } from './article.ts';
import { isUsable, speaksOfSelf } from './rules.ts';

/** A quote taken apart into its sentences; they stay together and in order. */
export interface Extract {
  id: string;
  sourceId: string;
  sourceTitle: string;
  locator: Locator;
  /** Position of its section in the outline. */
  section: number;
  sentences: { start: number; end: number; exact: string; text: string }[];
  words: number;
  /** How much it is wanted, higher first. */
  rank: number;
  language: Language;
}

/** The quotes of the outline that may stand in an article. */
export function extractsOf(dossier: Dossier): Extract[] {
  const quotes = new Map(dossier.quotes.map((quote) => [quote.id, quote]));
  return dossier.outline.flatMap(({ quotes: ids }, section) =>
    ids.flatMap((id) => {
      const quote = quotes.get(id);
      const extract = quote === undefined ? null : extractOf(quote, section);
      return extract === null ? [] : [extract];
    }),
  );
}

function extractOf(quote: DossierQuote, section: number): Extract | null {
  const language = languageOf(guessLanguage(quote.exact));
  const sentences = splitSentences(quote.exact, language.code).map((span) => {
    const start = quote.start + codePointLength(quote.exact.slice(0, span.start));
    return { start, end: start + codePointLength(span.text), exact: span.text, text: span.text.replace(/\s+/g, ' ') };
  });
  if (sentences.length === 0 || !sentences.every(({ text }) => isUsable(text, language))) return null;
  const { id, sourceId, sourceTitle, locator } = quote;
  const words = sentences.reduce((sum, { text }) => sum + countWords(text), 0);
  return { id, sourceId, sourceTitle, locator, section, sentences, words, rank: rankOf(quote, sentences, words), language };
}

function rankOf(quote: DossierQuote, sentences: Extract['sentences'], words: number): number {
  const self = sentences.some(({ text }) => speaksOfSelf(text)) ? 0.5 : 0;
  const length = words < 6 || words > 60 ? 0.2 : 0;
  return quote.relevance - self - length - 0.05 * (sentences.length - 1);
}
