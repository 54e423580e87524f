import { describe, expect, it } from 'vitest';
import type { SourceText } from '../source-text.ts';
import { foreignQuotes } from './foreign-quotes.ts';

const english = Array.from(
  { length: 20 },
  (_, index) => `The ${index} old beans of the farm were roasted with great care in the year.`,
).join(' ');
const german = 'Die alten Bohnen werden auf dem Hof mit großer Sorgfalt geröstet und in der Stadt verkauft.';

function source(id: string, text: string, language: string | null): SourceText {
  const block = { start: 0, end: [...text].length, locator: {} };
  return { id, title: id, address: `file:${id}`, text, blocks: [block], language } as unknown as SourceText;
}

describe('Quotes of sources in another language', () => {
  it('are taken evenly from each, and none from those in the own one', async () => {
    const quotes = await foreignQuotes(
      [source('a', english, 'en'), source('b', german, 'de'), source('c', english.replaceAll('farm', 'shop'), null)],
      'de',
      8,
    );
    expect(quotes.map(({ sourceId }) => sourceId).filter((id) => id === 'b')).toEqual([]);
    expect(quotes.length).toBeGreaterThan(4);
    expect(quotes.length).toBeLessThanOrEqual(8);
    const ofFirst = quotes.filter(({ sourceId }) => sourceId === 'a');
    expect(ofFirst).toHaveLength(4);
    expect((ofFirst.at(-1)?.start ?? 0) - (ofFirst[0]?.start ?? 0), 'over the whole length').toBeGreaterThan(english.length / 2);
    for (const quote of ofFirst) expect(english).toContain(quote.exact);
  });

  it('are none when all is in one language, or enough was found', async () => {
    expect(await foreignQuotes([source('b', german, 'de')], 'de', 8)).toEqual([]);
    expect(await foreignQuotes([source('a', english, 'en')], 'de', 0)).toEqual([]);
  });
});
