import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTokens } from './tokens.ts';

describe('searchTokens', () => {
  it.each([
    ['Cold-brew COFFEE, please!', ['cold', 'brew', 'coffee', 'please']],
    ['Café Ångström Łódź Straße œuvre', ['cafe', 'angstrom', 'lodz', 'strasse', 'oeuvre']],
    ["l'eau, Jane’s", ['l', 'eau', 'jane', 's']],
    ['Ёлка и йод', ['елка', 'и', 'йод']],
    ['ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
    ['hy\u00adphen\u200bated', ['hyphenated']],
    ['1,000 1.000.000 3.5 2026-11-23 m²', ['1000', '1000000', '3', '5', '2026', '11', '23', 'm2']],
    ['10,000,000.50 and 1,2', ['10', '000', '000', '50', 'and', '1', '2']],
    ['हिन्दी में', ['हिन्दी', 'में']],
    ['שָׁלוֹם مُحَمَّد', ['שלום', 'محمد']],
    ['한국어 문서', ['한국어', '문서']],
    ['東京都のiPhone15', ['東', '京', '都', 'の', 'iphone15']],
    ['ガギ ｶﾞ', ['ガ', 'ギ', 'ガ']],
    ['!?… — “”', []],
  ])('cuts %j into %j', (text, tokens) => {
    expect(searchTokens(text)).toEqual(tokens);
  });

  it('keeps Thai marks and finds a word inside a text as a run of tokens', () => {
    const text = searchTokens('ดื่มน้ำเย็น').join(' ');
    expect(text).toContain(searchTokens('น้ำ').join(' '));
    expect(searchTokens('นำ')).not.toEqual(searchTokens('น้ำ'));
  });

  it('gives tokens of letters, marks and digits only, which are their own tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const tokens = searchTokens(text);
        for (const token of tokens) expect(token).toMatch(/^[\p{L}\p{N}\p{M}]{1,64}$/u);
        expect(searchTokens(tokens.join(' '))).toEqual(tokens);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same whatever the case, the accents and the form of Unicode', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aàâäbcçeéñoöuüzžćđ'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, (text) => {
        const tokens = searchTokens(text);
        expect(searchTokens(text.toUpperCase())).toEqual(tokens);
        expect(searchTokens(text.normalize('NFD'))).toEqual(tokens);
        expect(searchTokens(text.normalize('NFD').replace(/\p{M}/gu, ''))).toEqual(tokens);
      }),
    );
  });

  it('cuts a word of a million letters short', () => {
    expect(searchTokens('x'.repeat(1_000_000))).toEqual(['x'.repeat(64)]);
  });
});
