import { guessLanguage, languageOf } from '../shared/language/languages.ts';
import { stemOf } from '../shared/language/stem.ts';
import type { SearchTerm } from '../shared/text/search-query.ts';
import { searchTokens } from '../shared/text/tokens.ts';

const mostTerms = 16;
/** A shorter stem begins too many words. */
const shortestStem = 4;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a question that say what it is about, each to be looked for alone, in any of its forms. */
export function questionTerms(question: string): SearchTerm[] {
  const language = languageOf(guessLanguage(question));
  const words: string[][] = [];
  for (const { segment, isWordLike } of segmenter.segment(question)) {
    if (isWordLike === true) words.push(searchTokens(segment));
  }
  const spoken = words.filter((tokens) => tokens.length > 0);
  const telling = spoken.filter((tokens) => tokens.some((token) => !language.stopWords.has(token)));
  const terms = (telling.length > 0 ? telling : spoken).map((tokens): SearchTerm => {
    const stem = tokens.length === 1 && tokens[0] !== undefined ? stemOf(tokens[0], language) : '';
    return stem.length >= shortestStem && tokens[0]?.startsWith(stem) ? { tokens: [stem], prefix: true } : { tokens, prefix: false };
  });
  const distinct = new Map(terms.map((term) => [`${term.tokens.join(' ')} ${term.prefix}`, term]));
  return [...distinct.values()].slice(0, mostTerms);
}
