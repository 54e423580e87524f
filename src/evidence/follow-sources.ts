import { CodePointIndex, codePointLength } from '../shared/text/code-points.ts';
import type { CheckedClaim } from './check.ts';
import { unchecked } from './unchecked.ts';

const deleted = 'The source was deleted since the check; this is what it said then.';

type Quote = NonNullable<CheckedClaim['quote']>;

/**
 * The findings of a check on sources whose text was mended or fetched anew since: a quote that stands elsewhere now gets its new place;
 * a claim whose quote the source no longer holds is unchecked; what a deleted source said stays as it was found, and says so.
 * @param texts of the sources there still are, by ID
 */
export function followSources(claims: readonly CheckedClaim[], texts: ReadonlyMap<string, string>): CheckedClaim[] {
  const indices = new Map<string, CodePointIndex>();
  return claims.map((claim) => {
    if (claim.sourceId === undefined || claim.quote === undefined) return claim;
    const text = texts.get(claim.sourceId);
    if (text === undefined) return { ...claim, note: [claim.note, deleted].filter((note) => note !== undefined).join(' ') };
    const index = indices.get(claim.sourceId) ?? new CodePointIndex(text);
    indices.set(claim.sourceId, index);
    const quote = placed(claim.quote, text, index);
    if (quote !== null) return { ...claim, quote };
    const { start, end, text: words, footnote } = claim;
    const why = 'The source was changed since the check and no longer holds the words this was compared with.';
    return { ...{ start, end, text: words }, ...(footnote === undefined ? {} : { footnote }), ...unchecked(why) };
  });
}

/** The quote at its place in the text as it is now; null when it is not there, or at several places that look alike. */
function placed(quote: Quote, text: string, index: CodePointIndex): Quote | null {
  const { exact, prefix, suffix, start, end } = quote;
  if (index.slice(start, end) === exact) return quote;
  const inContext = text.indexOf(prefix + exact + suffix);
  const alone = text.indexOf(exact);
  if (alone === -1 || (inContext === -1 && alone !== text.lastIndexOf(exact))) return null;
  const from = index.fromUtf16(inContext === -1 ? alone : inContext + prefix.length);
  return { ...quote, start: from, end: from + codePointLength(exact) };
}
