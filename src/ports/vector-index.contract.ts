import { describe, expect, it } from 'vitest';
import { isAppError } from '../shared/errors.ts';
import type { VectorIndex, VectorItem } from './vector-index.ts';

const contractDimensions = 64;
const [first, second] = ['wsp_first', 'wsp_second'];

/** What every vector index does. @param open makes an empty index of 64 dimensions; who gives it cleans up. */
export function describeVectorIndex(name: string, open: () => Promise<VectorIndex>): void {
  describe(`${name} as a vector index`, () => {
    it('finds the nearest first, with their cosine', async () => {
      const index = await open();
      await index.upsert(first, [item('a', 'src_1', 0), item('b', 'src_1', 0.5), item('c', 'src_2', 1.2)]);
      const found = await index.query(first, direction(0.1), 2);
      expect(found.map(({ id, sourceId }) => [id, sourceId])).toEqual([
        ['a', 'src_1'],
        ['b', 'src_1'],
      ]);
      expect(found[0]?.similarity).toBeCloseTo(Math.cos(0.1), 3);
      expect(found[1]?.similarity).toBeCloseTo(Math.cos(0.4), 3);
    });

    it('replaces what it knows, also twice in one call', async () => {
      const index = await open();
      await index.upsert(first, [item('a', 'src_1', 0), item('b', 'src_1', 1)]);
      await index.query(first, direction(0), 1);
      await index.upsert(first, [item('a', 'src_1', 0.2), item('a', 'src_1', 1.4)]);
      expect(await index.count(first)).toBe(2);
      const found = await index.query(first, direction(1.4), 5);
      expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('shows a workspace nothing of another, with equal IDs too', async () => {
      const index = await open();
      await index.upsert(first, [item('a', 'src_1', 0)]);
      await index.upsert(second, [item('a', 'src_9', 1)]);
      expect((await index.query(first, direction(1), 5)).map(({ sourceId }) => sourceId)).toEqual(['src_1']);
      await index.removeSource(second, 'src_1');
      await index.clear(second);
      expect([await index.count(first), await index.count(second)]).toEqual([1, 0]);
      expect(await index.query(second, direction(0), 5)).toEqual([]);
    });

    it('narrows to sources, however few and far', async () => {
      const index = await open();
      await index.upsert(first, crowd(400));
      await index.upsert(first, [item('far', 'src_far', 3)]);
      expect((await index.query(first, direction(0), 5, ['src_far', 'src_none'])).map(({ id }) => id)).toEqual(['far']);
      expect(await index.query(first, direction(0), 5, ['src_none'])).toEqual([]);
      expect(await index.query(first, direction(0), 5, [])).toEqual([]);
    });

    it('forgets a source at once', async () => {
      const index = await open();
      await index.upsert(first, [item('a', 'src_1', 0), item('b', 'src_2', 0.1), item('c', 'src_1', 0.2)]);
      await index.query(first, direction(0), 3);
      await index.removeSource(first, 'src_1');
      expect((await index.query(first, direction(0), 3)).map(({ id }) => id)).toEqual(['b']);
      expect(await index.count(first)).toBe(1);
    });

    it('is not misled by what was removed, replaced or dropped, however much and near it was', async () => {
      const index = await open();
      await index.prepare('model/1');
      const far = item('far', 'src_far', 2);
      const found = async () => (await index.query(first, direction(0), 1)).map(({ id }) => id);
      await index.upsert(first, [...crowd(400), far]);
      await found();
      await index.removeSource(first, 'src_crowd');
      expect(await found()).toEqual(['far']);
      await index.upsert(first, crowd(400));
      await found();
      await index.upsert(
        first,
        crowd(400).map((near) => ({ ...near, vector: direction(3) })),
      );
      expect(await found()).toEqual(['far']);
      await index.upsert(first, crowd(400));
      await found();
      await index.prepare('model/2');
      await index.upsert(first, [far]);
      expect(await found()).toEqual(['far']);
    });

    it('answers an empty workspace with nothing', async () => {
      const index = await open();
      expect(await index.query(first, direction(0), 3)).toEqual([]);
      expect(await index.count(first)).toBe(0);
    });

    it('wants to be seeded when it is new or gets another model, which empties it', async () => {
      const index = await open();
      expect(await index.prepare('model/1')).toEqual({ isSeeded: false });
      await index.upsert(first, [item('a', 'src_1', 0)]);
      expect(await index.prepare('model/1')).toEqual({ isSeeded: false });
      await index.markSeeded();
      expect(await index.prepare('model/1')).toEqual({ isSeeded: true });
      expect((await index.query(first, direction(0), 3)).length).toBe(1);
      expect(await index.prepare('model/2')).toEqual({ isSeeded: false });
      expect(await index.query(first, direction(0), 3)).toEqual([]);
    });

    it('says so after it was closed', async () => {
      const index = await open();
      await index.count(first);
      await index.close();
      await expect(index.count(first)).rejects.toSatisfy((error) => isAppError(error, 'unavailable'));
    });
  });
}

export function item(id: string, sourceId: string, angle: number): VectorItem {
  return { id, sourceId, vector: direction(angle) };
}

/** A unit vector whose cosine with `direction(other)` is the cosine of the difference of the angles. */
export function direction(angle: number): Float32Array {
  const spread = Math.sqrt(2 / contractDimensions);
  return Float32Array.from({ length: contractDimensions }, (_, index) => spread * Math.cos(angle - (index * Math.PI) / contractDimensions));
}

function crowd(count: number): VectorItem[] {
  return Array.from({ length: count }, (_, index) => item(`crowd-${index}`, 'src_crowd', index / count / 10));
}
