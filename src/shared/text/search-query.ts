import { AppError } from '../errors.ts';
import { searchTokens } from './tokens.ts';

/** Tokens that stand side by side in this order; with `prefix` the last one may go on. */
export type SearchTerm = { tokens: string[]; prefix: boolean };

/** What an entry must hold (`all`) and must not hold (`none`). With nothing in `all` it finds nothing. */
export interface SearchQuery {
  all: SearchTerm[];
  none: SearchTerm[];
}

const longestQuery = 500;
const mostTerms = 32;

/** An optional minus, then a phrase in quotes (the closing one may be missing) or a word, then an optional star. */
const part = /(?<not>(?<!\S)-)?(?:["“”„«](?<phrase>[^"“”«»]*)(?:["“”»]|$)|(?<word>[^\s"“”„«»]+?)(?=\*?(?:[\s"“”„«»]|$)))(?<prefix>\*)?/gu;

/**
 * Reads our search syntax: words that must all occur, `"a phrase"`, `-without`, `begin*`. Everything else is taken as words, so no input is
 * wrong. Throws AppError `validation_failed` past 500 characters or 32 terms.
 */
export function parseSearchQuery(text: string): SearchQuery {
  if (text.length > longestQuery) throw tooLong(`${text.length} characters`);
  const query: SearchQuery = { all: [], none: [] };
  for (const { groups = {} } of text.matchAll(part)) {
    const tokens = searchTokens(groups.phrase ?? groups.word ?? '');
    if (tokens.length > 0) add(groups.not === undefined ? query.all : query.none, { tokens, prefix: groups.prefix !== undefined });
  }
  if (query.all.length + query.none.length > mostTerms) throw tooLong(`${query.all.length + query.none.length} terms`);
  return query;
}

function add(terms: SearchTerm[], term: SearchTerm): void {
  const isKnown = terms.some((known) => known.prefix === term.prefix && known.tokens.join(' ') === term.tokens.join(' '));
  if (!isKnown) terms.push(term);
}

function tooLong(size: string): AppError {
  return new AppError('validation_failed', `The search has ${size}`, {
    hint: `Search for at most ${mostTerms} words or phrases in ${longestQuery} characters.`,
  });
}
