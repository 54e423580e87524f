import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceLists } from './price-list.ts';
import { assertPriced, costMicros, modelFacts } from './prices.ts';
import { likelyTokens, mostTokens } from './tokens.ts';

describe('Prices', () => {
  it('are found by name and by dated version', () => {
    expect(modelFacts('openai/gpt-5-mini', 'listed')).toEqual({
      price: { input: 250_000, cached: 25_000, output: 2_000_000 },
      contextWindow: 400_000,
      maxOutput: 128_000,
      thinks: true,
    });
    expect(modelFacts('anthropic/claude-sonnet-4-5-20250929', 'listed').price?.output).toBe(15_000_000);
    expect(modelFacts('openai/gpt-4o-2024-05-13', 'listed').price?.input).toBe(5_000_000);
    expect(modelFacts('anthropic/claude-sonnet-5-5', 'listed')).toMatchObject({ price: { output: 10_000_000 }, thinks: true });
  });

  it.each([
    'openai/unheard-of',
    'openai/gpt-5-mini-turbo',
    'openai/constructor',
    'elsewhere/gpt-5',
    'mistral/mistral-large-latest',
    'nothing',
  ])('are not made up: %s', (id) => {
    expect(modelFacts(id, 'listed').price).toBeNull();
  });

  it('are nothing for a model at home, and unknown where we cannot know', () => {
    expect(modelFacts('ollama/llama3.2', 'free').price).toEqual({ input: 0, cached: 0, output: 0 });
    expect(modelFacts('openai/gpt-5', 'unknown').price).toBeNull();
    expect(() => assertPriced('openai/mine', 'listed', 500_000)).toThrow('$0.5000');
    expect(() => assertPriced('openai/mine', 'listed', null)).not.toThrow();
  });

  it('say where and when they were read, and are plausible', () => {
    for (const { source, asOf, models } of Object.values(priceLists)) {
      expect(source).toMatch(/^https:\/\//);
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      for (const model of Object.values(models)) {
        expect(model.output).toBeGreaterThanOrEqual(model.input);
        expect(model.cached ?? 0).toBeLessThanOrEqual(model.input);
        expect(model.maxOutput).toBeLessThanOrEqual(model.context);
      }
    }
  });

  it('give whole micro-dollars, rounded up, with the cached part cheaper', () => {
    const price = { input: 250_000, cached: 25_000, output: 2_000_000 };
    expect(costMicros(price, { inputTokens: 1, outputTokens: 0 })).toBe(1);
    expect(costMicros(price, { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100 })).toBe(360);
    expect(costMicros(price, { inputTokens: 10, cachedInputTokens: 4000, outputTokens: 0 })).toBe(1);
  });
});

/** Counted once with the o200k and cl100k tokenisers: the larger of the two. */
const counted: [string, number][] = [
  [
    'Die Zubereitung von kaltem Kaffee dauert zwölf bis vierundzwanzig Stunden; währenddessen lösen sich weniger Säuren. Donaudampfschifffahrtsgesellschaftskapitän und Rechtsschutzversicherungsgesellschaften.',
    64,
  ],
  ['Przygotowanie kawy na zimno trwa od dwunastu do dwudziestu czterech godzin i jest mniej kwaśna.', 37],
  ['Холодное заваривание кофе занимает от двенадцати до двадцати четырёх часов, и напиток получается менее кислым.', 53],
  ['冷萃咖啡需要十二到二十四个小时，味道比意式浓缩咖啡更柔和，酸度也更低。', 48],
  ['콜드브루 커피는 열두 시간에서 스물네 시간 동안 추출되며 에스프레소보다 산미가 적다.', 56],
  ['कोल्ड ब्रू कॉफी बनाने में बारह से चौबीस घंटे लगते हैं और यह एस्प्रेसो से कम अम्लीय होती है।', 92],
  ['☕️🥤👩‍🔬🧪 good 👍🏽 coffee 🇩🇪', 30],
  ['1234567890 3.14159 2026-11-23 10:15:00 0x7fffab 12,345,678', 34],
];

describe('The worst case of tokens', () => {
  it.each(counted)('is at least what tokenisers count: %s', (text, tokens) => {
    expect(mostTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(mostTokens(text)).toBeLessThan(tokens * 4.5);
  });

  it('never exceeds the bytes, and grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 50 }), (text, more) => {
        expect(mostTokens(text)).toBeLessThanOrEqual(Math.max(1, Buffer.byteLength(text)));
        expect(mostTokens(`${text}\n${more}`)).toBeGreaterThanOrEqual(mostTokens(text));
        expect(likelyTokens(text)).toBeLessThanOrEqual(Math.max(1, Buffer.byteLength(text)));
      }),
    );
  });
});
