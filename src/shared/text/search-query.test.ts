import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearchQuery, type SearchTerm } from './search-query.ts';
import { searchTokens } from './tokens.ts';

function written(terms: readonly SearchTerm[]): string[] {
  return terms.map(({ tokens, prefix }) => tokens.join(' ') + (prefix ? '*' : ''));
}

describe('parseSearchQuery', () => {
  it.each([
    ['cold brew', ['cold', 'brew'], []],
    ['"cold brew" Coffee', ['cold brew', 'coffee'], []],
    ['“cold brew” «au lait»', ['cold brew', 'au lait'], []],
    ['coffee -decaf -"instant coffee"', ['coffee'], ['decaf', 'instant coffee']],
    ['espres* -"ice co"*', ['espres*'], ['ice co*']],
    ['cold-brew e-mail', ['cold brew', 'e mail'], []],
    ['"never closed', ['never closed'], []],
    ['東京 -大阪', ['東 京'], ['大 阪']],
    ['coffee COFFEE Coffée', ['coffee'], []],
    ['-only', [], ['only']],
    ['a - b -- -* "" * "', ['a', 'b'], []],
    ['a"b c"d', ['a', 'b c', 'd'], []],
    ['a OR b NEAR(c) title:d {e} ^f', ['a', 'or', 'b', 'near c', 'title d', 'e', 'f'], []],
    ['', [], []],
  ])('reads %j', (text, all, none) => {
    const query = parseSearchQuery(text);
    expect(written(query.all)).toEqual(all);
    expect(written(query.none)).toEqual(none);
  });

  it('loses no word of any input and lets nothing but tokens through', () => {
    const unit = fc.oneof(fc.constantFrom(...'ab é"“”«»-*():\'\\^{}%_;'), fc.string({ unit: 'grapheme', maxLength: 1 }));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const { all, none } = parseSearchQuery(text);
        const found = new Set([...all, ...none].flatMap(({ tokens }) => tokens));
        expect(found).toEqual(new Set(searchTokens(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses what is too long, and says so', () => {
    expect(() => parseSearchQuery('x'.repeat(501))).toThrow(/501 characters/);
    expect(() => parseSearchQuery(Array.from({ length: 33 }, (_, index) => `w${index}`).join(' '))).toThrow(/33 terms/);
  });

  it('is quick on hostile input', () => {
    for (const text of ['"'.repeat(500), '-'.repeat(500), 'a*'.repeat(250), '-"'.repeat(250)]) {
      const before = process.cpuUsage();
      parseSearchQuery(text);
      expect(process.cpuUsage(before).user).toBeLessThan(300_000);
    }
  });
});
