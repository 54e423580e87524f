import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlobStore } from './blob-store.ts';

/** A store of one test: `reopen` gives a second one on the same storage, as after a restart. */
export interface BlobStoreUnderTest {
  store: BlobStore;
  reopen(): Promise<BlobStore>;
  remove(): Promise<void>;
}

const address = 'ab'.repeat(32);

/** What every blob store must do, whatever it runs on. */
export function describeBlobStore(name: string, openStore: () => Promise<BlobStoreUnderTest>): void {
  const opened: BlobStoreUnderTest[] = [];

  async function fresh(): Promise<BlobStoreUnderTest> {
    const underTest = await openStore();
    opened.push(underTest);
    return underTest;
  }

  afterEach(async () => {
    for (const underTest of opened.splice(0)) await underTest.remove();
  });

  describe(`${name} as a blob store`, () => {
    describeContent(fresh);
    describeFailures(fresh);
    describeInstallation(fresh);
  });
}

type Fresh = () => Promise<BlobStoreUnderTest>;

function describeContent(fresh: Fresh): void {
  it.each([0, 1, 65_536, 1_000_003])('gives back %i bytes, also after a restart', async (size) => {
    const { store, reopen } = await fresh();
    const content = randomBytes(size);
    expect(await store.put(address, pieces(content))).toEqual({ size, created: true });
    for (const reader of [store, await reopen()]) {
      const found = await reader.get(address);
      expect(found.size).toBe(size);
      expect((await buffer(found.body)).equals(content)).toBe(true);
    }
  });

  it('gives any range and the size of the whole', async () => {
    const { store } = await fresh();
    const content = randomBytes(100);
    await store.put(address, pieces(content));
    for (const [start, end] of [
      [0, 100],
      [0, 1],
      [99, 100],
      [40, 60],
      [100, 100],
      [0, 0],
    ] as const) {
      const found = await store.get(address, { start, end });
      expect(found.size).toBe(100);
      expect((await buffer(found.body)).equals(content.subarray(start, end)), `${start}-${end}`).toBe(true);
    }
    await expect(store.get(address, { start: 0, end: 101 })).rejects.toMatchObject({ code: 'range_not_satisfiable' });
    await expect(store.get(address, { start: 5, end: 4 })).rejects.toMatchObject({ code: 'range_not_satisfiable' });
  });

  it('keeps the first content of an address', async () => {
    const { store } = await fresh();
    await store.put(address, pieces(Buffer.from('first')));
    expect(await store.put(address, pieces(Buffer.from('second, and longer')))).toEqual({ size: 5, created: false });
    expect((await buffer((await store.get(address)).body)).toString()).toBe('first');
  });

  it('lists what is stored, and no longer what was deleted', async () => {
    const { store } = await fresh();
    const before = Date.now() - 2000;
    const other = `cd${'01'.repeat(31)}-abc`;
    await store.put(address, pieces(Buffer.from('one')));
    await store.put(other, pieces(Buffer.from('other')));
    const listed = await Array.fromAsync(store.list());
    expect(listed.map((entry) => [entry.address, entry.size]).sort()).toEqual([
      [address, 3],
      [other, 5],
    ]);
    for (const entry of listed) expect(entry.storedAt).toBeGreaterThan(before);
    await store.delete(address);
    await store.delete(address);
    expect((await Array.fromAsync(store.list())).map((entry) => entry.address)).toEqual([other]);
    await expect(store.get(address)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes the same content from several writers at once', async () => {
    const { store } = await fresh();
    const content = randomBytes(300_000);
    await Promise.all(Array.from({ length: 8 }, () => store.put(address, pieces(content))));
    expect((await buffer((await store.get(address)).body)).equals(content)).toBe(true);
    expect(await Array.fromAsync(store.list())).toHaveLength(1);
  });
}

function describeFailures(fresh: Fresh): void {
  it('shows nothing of an object whose body broke off', async () => {
    const { store, reopen } = await fresh();
    const broken = Readable.from(
      (function* () {
        yield randomBytes(100_000);
        throw new Error('the sender went away');
      })(),
    );
    await expect(store.put(address, broken)).rejects.toThrow('the sender went away');
    for (const reader of [store, await reopen()]) {
      await expect(reader.get(address)).rejects.toMatchObject({ code: 'not_found' });
      expect(await Array.fromAsync(reader.list())).toEqual([]);
    }
  });

  it('shows nothing of an object that is still being written', async () => {
    const { store } = await fresh();
    const body = new PassThrough();
    const writing = store.put(address, body);
    body.write(randomBytes(100_000));
    await expect(store.get(address)).rejects.toMatchObject({ code: 'not_found' });
    expect(await Array.fromAsync(store.list())).toEqual([]);
    body.end();
    expect(await writing).toEqual({ size: 100_000, created: true });
  });

  it.each(['../../etc/passwd', 'a/b/c/d/e/f/g', 'ABCDEFGH', '', 'abcd.efgh'])('refuses “%s” as an address', async (bad) => {
    const { store } = await fresh();
    await expect(store.get(bad)).rejects.toMatchObject({ code: 'internal' });
    await expect(store.put(bad, pieces(Buffer.alloc(1)))).rejects.toMatchObject({ code: 'internal' });
  });
}

function describeInstallation(fresh: Fresh): void {
  it('belongs to the installation that marked it first', async () => {
    const { store, reopen } = await fresh();
    await store.bindInstallation('ins_one', false);
    await (await reopen()).bindInstallation('ins_one', true);
    await expect((await reopen()).bindInstallation('ins_two', false)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('ins_one'),
    });
    expect(await Array.fromAsync(store.list())).toEqual([]);
  });

  it('is a lost volume when objects are expected and no mark is there', async () => {
    const { store, reopen } = await fresh();
    await expect(store.bindInstallation('ins_one', true)).rejects.toMatchObject({ code: 'conflict' });
    await expect((await reopen()).bindInstallation('ins_one', true)).rejects.toMatchObject({ code: 'conflict' });
  });
}

function pieces(content: Buffer): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < content.length; at += 10_000) yield content.subarray(at, at + 10_000);
    })(),
  );
}
