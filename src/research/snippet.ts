import type { SearchTerm } from '../shared/text/search-query.ts';
import { searchTokens } from '../shared/text/tokens.ts';

/** Whether tokens hold a term: side by side, in order. */
export function holdsTerm(tokens: readonly string[], { tokens: wanted, prefix }: SearchTerm): boolean {
  return tokens.some((_, start) =>
    wanted.every((token, offset) => {
      const found = tokens[start + offset];
      return prefix && offset === wanted.length - 1 ? found?.startsWith(token) === true : found === token;
    }),
  );
}

const snippetLength = 240;
const lead = 60;

/** About 240 characters of a text around the first word the terms are about; the beginning when there is none. */
export function snippetOf(text: string, terms: readonly SearchTerm[]): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (folded.length <= snippetLength) return folded;
  const from = Math.max(0, firstMention(folded, terms) - lead);
  const start = from === 0 ? 0 : wordAfter(folded, from);
  const end = start + snippetLength >= folded.length ? folded.length : wordBefore(folded, start + snippetLength);
  return `${start > 0 ? '… ' : ''}${folded.slice(start, end).toWellFormed().trim()}${end < folded.length ? ' …' : ''}`;
}

function firstMention(text: string, terms: readonly SearchTerm[]): number {
  const openers = terms.map(({ tokens, prefix }) => ({ tokens: tokens.slice(0, 1), prefix: prefix && tokens.length === 1 }));
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const tokens = searchTokens(word);
    if (openers.some((opener) => holdsTerm(tokens, opener))) return index;
  }
  return 0;
}

function wordAfter(text: string, index: number): number {
  const blank = text.indexOf(' ', index);
  return blank === -1 || blank - index > lead ? index : blank + 1;
}

function wordBefore(text: string, index: number): number {
  const blank = text.lastIndexOf(' ', index);
  return index - blank > lead ? index : blank;
}
