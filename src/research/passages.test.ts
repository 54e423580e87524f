import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedSources } from '../../tests/support/parsed-sources.ts';
import { plainSource } from '../../tests/support/plain-sources.ts';
import { CodePointIndex, codePointLength, toStoredText } from '../shared/text/code-points.ts';
import { splitPassages } from './passages.ts';
import { findQuote, quoteSelector } from './quotes.ts';
import type { SourceText } from './source-text.ts';

function expectSound(source: SourceText): void {
  const index = new CodePointIndex(source.text);
  let end = 0;
  for (const [at, passage] of splitPassages(source).entries()) {
    expect(passage.ordinal).toBe(at);
    expect(passage.start).toBeGreaterThanOrEqual(end);
    expect(index.slice(passage.start, passage.end)).toBe(passage.text);
    expect(codePointLength(passage.text)).toBeLessThanOrEqual(600);
    expect(passage.text.trim()).toBe(passage.text);
    end = passage.end;
  }
}

describe('splitPassages', () => {
  it('is sound on real files, and keeps headings, pages and speakers apart', async () => {
    const sources = await parsedSources('notes.pdf', 'article.html', 'interview.vtt', 'interview.txt', 'recipe.md', 'tasting.docx');
    for (const source of sources) {
      expectSound(source);
      for (const passage of splitPassages(source)) {
        const inside = source.blocks.filter((block) => block.start < passage.end && passage.start < block.end);
        const places = new Set(inside.map(({ locator }) => JSON.stringify([locator.page, locator.heading, locator.speaker])));
        expect(places.size, passage.text).toBe(1);
      }
    }
  });

  it('joins the cues of one speaker, so that a sentence over two cues is one', async () => {
    const [interview] = await parsedSources('interview.vtt');
    const passage = splitPassages(interview as SourceText).find(({ text }) => text.startsWith('Cold brew. You need'));
    expect(passage?.text.replace(/\s+/g, ' ')).toContain('a good grinder, and the grinder costs more than people expect.');
    expect(passage?.locator).toMatchObject({ speaker: 'Mateo Ruiz', timeMs: 71_700 });
  });

  it('takes one to four sentences, and leaves page furniture out', () => {
    const source = plainSource('a', 'A', [
      'We use cookies to make this site work.',
      '# Bees',
      'Bees dance. They show the way. The dance has two parts. Each part means something. The fifth sentence starts anew.',
      'By Rosa Lindqvist',
      'All rights reserved.',
      'Home brewing is a hobby of many keepers.',
    ]);
    expect(splitPassages(source).map(({ text }) => text)).toEqual([
      'Bees dance. They show the way. The dance has two parts. Each part means something.',
      'The fifth sentence starts anew.',
      'Home brewing is a hobby of many keepers.',
    ]);
  });

  it.each([
    ['one endless sentence', 'the long word chain goes on '.repeat(2000)],
    ['no white space at all', 'x'.repeat(50_000)],
    ['astral characters', '\u{1F600}\u{1F680} '.repeat(3000)],
    ['Chinese', '冷萃咖啡需要十二小时。浓缩咖啡只要三十秒。'.repeat(500)],
    ['Arabic', 'القهوة الباردة تحتاج إلى اثنتي عشرة ساعة. '.repeat(500)],
    ['full stops only', '. '.repeat(20_000)],
  ])('is sound and quick on %s', (_, text) => {
    const before = process.cpuUsage();
    expectSound(plainSource('h', 'Hostile', [text]));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });

  it('handles a megabyte in a single line', () => {
    const passages = splitPassages(plainSource('m', 'Megabyte', ['Water boils at a lower temperature on mountains. '.repeat(21_000)]));
    expect(passages.length).toBeGreaterThan(2000);
  });

  it('is sound on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), { maxLength: 8 }), (paragraphs) => {
        expectSound(
          plainSource(
            'f',
            'F',
            paragraphs.filter((text) => toStoredText(text).trim() !== ''),
          ),
        );
      }),
    );
  });
});

describe('quotes', () => {
  it('selects by position and by words, in code points', () => {
    const source = plainSource('q', 'Q', ['\u{1F41D} Bees dance in the dark hive.']);
    expect(quoteSelector(source, 2, 12)).toMatchObject({
      exact: 'Bees dance',
      prefix: '\u{1F41D} ',
      suffix: ' in the dark hive.',
      locator: { paragraph: 1 },
    });
  });

  it('finds a quote whatever its white space, and nothing that is not there', () => {
    const text = '\u{1F41D} The  bees\n dance.\n\nThen they fly.';
    expect(findQuote(text, 'bees dance. Then')).toEqual({ start: 7, end: 25 });
    for (const absent of ['bees danced', 'beesdance', '', '   ']) expect(findQuote(text, absent)).toBeNull();
  });

  it('finds every piece of every text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (raw, from, length) => {
        const text = toStoredText(raw);
        const index = new CodePointIndex(text);
        const start = from % (index.length + 1);
        const piece = index.slice(start, Math.min(index.length, start + length));
        if (piece.trim() === '') return;
        const found = findQuote(text, piece);
        expect(found).not.toBeNull();
        const fold = (value: string) => toStoredText(value).replace(/\s+/g, ' ').trim();
        expect(fold(index.slice(found?.start ?? 0, found?.end ?? 0))).toBe(fold(piece));
      }),
    );
  });
});
