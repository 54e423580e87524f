import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { toStoredText } from '../shared/text/code-points.ts';
import { type Citation, citationMarkdown, listCitations, readCitation } from './citation.ts';
import { parseMarkdown, stringifyMarkdown, toNormalForm } from './markdown/normal-form.ts';

const place = { label: '1', sourceId: 'src_1', sourceTitle: 'Brewing [2nd ed.]', address: 'file:my notes.pdf', locator: 'p. 3, “Heat”' };
const sources = [{ id: 'src_1', title: 'Brewing [2nd ed.]', address: 'file:my notes.pdf' }];

describe('citation', () => {
  it('is written as a link, a place and the words of the source', () => {
    const citation: Citation = { ...place, supported: true, quote: 'Water of  *92 °C*\nis best.' };
    const markdown = citationMarkdown(citation);
    expect(markdown).toBe('[Brewing \\[2nd ed.\\]](<file:my notes.pdf>), p. 3, “Heat” — “Water of \\*92 °C\\* is best.”');
    expect(readCitation('1', markdown, sources)).toEqual({ ...citation, quote: 'Water of *92 °C* is best.' });
  });

  it('says when the sources do not support the sentence', () => {
    const citation: Citation = { ...place, locator: '', supported: false, reason: 'no passage of the sources says this' };
    const markdown = citationMarkdown(citation);
    expect(markdown).toBe('[Brewing \\[2nd ed.\\]](<file:my notes.pdf>) — not supported: no passage of the sources says this');
    expect(readCitation('1', markdown, [])).toEqual({ ...citation, sourceId: null });
  });

  it('is told from a note of the author', () => {
    const root = parseMarkdown(
      'A.[^a] B.[^b] C.[^c]\n\n[^a]: See [this](http://x.y).\n\n[^b]: [T](http://x.y) — “q”\n\n[^c]: [T](http://x.y) is good\n',
    );
    expect(listCitations(root)).toEqual([
      { label: 'b', sourceId: null, sourceTitle: 'T', address: 'http://x.y', locator: '', supported: true, quote: 'q' },
    ]);
  });

  it('survives the normal form with any words of a source', () => {
    const words = fc
      .oneof(nastyMarkdown, fc.string({ unit: 'grapheme' }))
      .map((text) => toStoredText(text).replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(words, words, fc.constantFrom('', 'p. 3', '00:12:31, Jane'), (quote, title, locator) => {
        const citation: Citation = { ...place, sourceId: null, sourceTitle: title, locator, supported: true, quote };
        const normal = toNormalForm(`Said.[^1]\n\n[^1]: ${citationMarkdown(citation)}\n`);
        expect(stringifyMarkdown(parseMarkdown(normal))).toBe(normal);
        expect(listCitations(parseMarkdown(normal))).toEqual([citation]);
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
