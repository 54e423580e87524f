import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodePointIndex, codePointLength } from '../shared/text/code-points.ts';
import type { CheckedClaim } from './check.ts';
import { followSources } from './follow-sources.ts';

function claimOn(text: string, exact: string, from = text.indexOf(exact)): CheckedClaim {
  const start = codePointLength(text.slice(0, from));
  const end = start + codePointLength(exact);
  const index = new CodePointIndex(text);
  const around = { prefix: index.slice(Math.max(0, start - 32), start), suffix: index.slice(end, Math.min(index.length, end + 32)) };
  const quote = { exact, ...around, start, end, locator: { page: 1 } };
  return { ...{ start: 0, end: 5, text: 'It is.', support: 'supported', probability: 0.9, shown: true }, sourceId: 'src_1', quote };
}

const follow = (claim: CheckedClaim, text: string) => followSources([claim], new Map([['src_1', text]]))[0] as CheckedClaim;

describe('what a check found, after a source was changed', () => {
  const text = 'First line. 😀 Espresso holds 63 milligrams. Last line.';
  const claim = claimOn(text, 'Espresso holds 63 milligrams.');

  it('stays as it was when the quote stands where it stood, or the source is gone', () => {
    expect(follow(claim, `${text} More.`)).toEqual(claim);
    expect(followSources([claim], new Map())[0]).toMatchObject({ support: 'supported', note: expect.stringContaining('deleted') });
  });

  it('moves with its quote, and ends when the source no longer holds it', () => {
    const moved = `😀😀 New beginning. ${text}`;
    const { quote } = follow(claim, moved);
    expect(new CodePointIndex(moved).slice(quote?.start ?? 0, quote?.end ?? 0)).toBe('Espresso holds 63 milligrams.');
    const gone = follow(claim, text.replace('63', '64'));
    expect(gone).toMatchObject({ support: 'unchecked', text: 'It is.', note: expect.stringContaining('source was changed') });
    expect(gone.quote).toBeUndefined();
  });

  it('is not carried to one of several places that look alike', () => {
    expect(follow(claimOn('a few words', 'words'), 'some words and other words')).toMatchObject({ support: 'unchecked' });
  });

  it('whatever was changed: a quote is at its place or there is none', () => {
    const words = fc.array(fc.constantFrom('a ', 'b', '😀', 'é ', 'ab '), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, words, words, words, (before, exact, after, changed) => {
        for (const now of [changed, changed + exact + after, before + changed]) {
          const { quote } = follow(claimOn(before + exact + after, exact, before.length), now);
          if (quote !== undefined) expect(new CodePointIndex(now).slice(quote.start, quote.end)).toBe(exact);
        }
      }),
    );
  });
});
