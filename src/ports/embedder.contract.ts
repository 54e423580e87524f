import { afterAll, describe, expect, it } from 'vitest';
import type { Embedder } from './embedder.ts';

/** What every embedder does. @param create makes one; it is closed here */
export function describeEmbedder(name: string, create: () => Embedder): void {
  const embedder = create();
  afterAll(() => embedder.close());

  function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
    return (left ?? new Float32Array()).reduce((sum, component, index) => sum + component * (right?.[index] ?? Number.NaN), 0);
  }

  describe(`${name} as an embedder`, () => {
    it('gives near vectors to texts of near meaning', async () => {
      const [question, answer, other] = await embedder.embed([
        'How long does cold brew coffee keep in the fridge?',
        'Refrigerated, the concentrate stays fresh for two weeks.',
        'The parliament passed a new tax law on Tuesday.',
      ]);
      expect(cosine(question, answer)).toBeGreaterThan(cosine(question, other) + 0.1);
    });

    it('gives unit vectors, in order, the same alone, in a crowd and in another process', async () => {
      const texts = Array.from({ length: 20 }, (_, number) => `Sentence number ${number} speaks of ${number} apples.`);
      const all = await embedder.embed(texts);
      expect(all).toHaveLength(20);
      for (const vector of all) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
      const another = create();
      const [alone] = await another.embed(texts.slice(17, 18)).finally(() => another.close());
      expect(alone).toEqual(all[17]);
      expect(alone).not.toEqual(all[16]);
    });

    it('takes any text: nothing, blanks, a lone surrogate, a novel', async () => {
      const vectors = await embedder.embed(['', ' \n', '\ud800', '東京', 'a'.repeat(100_000), 'word '.repeat(100_000)]);
      for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
      expect(await embedder.embed([])).toEqual([]);
    });

    it('says that it is unavailable once closed', async () => {
      const closed = create();
      await closed.close();
      await expect(closed.embed(['x'])).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
