import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import { anotherWorkspace, openBlobs } from './blob.fixture.ts';
import { blobRepository } from './blob.repository.ts';
import { storedSizeOf } from './blob-format.ts';

describeEachEngine('blobs', (open) => {
  it('gives back what was uploaded, whole and in ranges, and describes it', async () => {
    const { scope, upload, content, service } = await openBlobs(await open());
    const bytes = randomBytes(200_000);
    const blob = await upload(scope, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(blob).toMatchObject({
      size: 200_000,
      sha256,
      mediaType: 'application/octet-stream',
      fileName: 'notes.txt',
      createdBy: scope.userId,
    });
    expect((await content(scope, blob.address)).equals(bytes)).toBe(true);
    const part = await service.read(scope, blob.address, { start: 65_530, end: 131_080 });
    expect((await buffer(part.body)).equals(bytes.subarray(65_530, 131_080))).toBe(true);
    expect(await service.find(scope, blob.address)).toEqual(blob);
    await expect(service.read(scope, blob.address, { start: 0, end: 200_001 })).rejects.toMatchObject({ code: 'range_not_satisfiable' });
  });

  it('keeps an empty file', async () => {
    const { scope, upload, content } = await openBlobs(await open());
    expect(await content(scope, (await upload(scope, '')).address)).toHaveLength(0);
  });

  it('stores equal content once within a workspace and apart between two', async () => {
    const database = await open();
    const { scope, upload, objects, content, service } = await openBlobs(database);
    const other = await anotherWorkspace(database, scope);
    const [first, second] = [await upload(scope, 'same'), await upload(scope, 'same')];
    expect(second).toEqual(first);
    expect(await objects()).toHaveLength(1);
    const elsewhere = await upload(other, 'same');
    expect(elsewhere.address).not.toBe(first.address);
    expect(await objects()).toHaveLength(2);
    expect((await content(other, elsewhere.address)).toString()).toBe('same');
    await expect(service.read(other, first.address)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stores content once that comes several times at once', async () => {
    const { scope, upload, objects, content, clock } = await openBlobs(await open());
    clock.now = () => ++clock.time;
    const owners = Array.from({ length: 6 }, (_, at) => ({ kind: 'source', id: `src_${at}` }));
    const blobs = await Promise.all(owners.map((owner) => upload(scope, 'at once', owner)));
    expect(new Set(blobs.map((blob) => blob.address)).size).toBe(1);
    expect(await objects()).toHaveLength(1);
    expect((await content(scope, blobs[0]?.address ?? '')).toString()).toBe('at once');
  });

  it('leaves nothing readable on the disk', async () => {
    const { scope, upload, folder, spoolFolder } = await openBlobs(await open());
    await upload(scope, 'a very secret sentence '.repeat(5000));
    expect(await readdir(spoolFolder)).toEqual([]);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) expect((await readFile(join(entry.parentPath, entry.name))).includes('secret')).toBe(false);
    }
  });

  it('refuses files and workspaces that grow too large, with the numbers', async () => {
    const { scope, upload, objects, spoolFolder } = await openBlobs(await open(), { maxFileBytes: 100, workspaceQuotaBytes: 150 });
    await expect(upload(scope, randomBytes(101))).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('100 bytes'),
    });
    const kept = randomBytes(100);
    await upload(scope, kept);
    await expect(upload(scope, randomBytes(60))).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/60 bytes.* 100 of at most 150/),
    });
    await upload(scope, kept);
    await upload(scope, randomBytes(50));
    expect(await objects()).toHaveLength(2);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it('does not let uploads at once exceed the quota together', async () => {
    const database = await open();
    const { scope, upload } = await openBlobs(database, { workspaceQuotaBytes: 250 });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => upload(scope, randomBytes(100))));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2);
    expect(await blobRepository(scope).usedBytes(database.read)).toBe(200);
  });

  it('makes one key for a workspace, however many ask for it at once', async () => {
    const { scope, keys } = await openBlobs(await open());
    const made = await Promise.all(Array.from({ length: 20 }, () => keys.current(scope)));
    expect(new Set(made.map((key) => key.id)).size).toBe(1);
  });

  it('keeps nothing of an upload that broke off', async () => {
    const { scope, service, objects, spoolFolder } = await openBlobs(await open());
    const body = Readable.from(
      (function* () {
        yield randomBytes(50_000);
        throw new Error('the sender went away');
      })(),
    );
    await expect(service.upload(scope, { body, fileName: null })).rejects.toThrow('the sender went away');
    expect(await objects()).toEqual([]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it('asks for the right to read and to upload', async () => {
    const { scope, upload, content } = await openBlobs(await open());
    const { address } = await upload(scope, 'text');
    await expect(upload({ ...scope, role: 'viewer' }, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(upload({ ...scope, scopes: ['content:read'] }, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(content({ ...scope, scopes: ['runs:write'] }, address)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await content({ ...scope, role: 'viewer', scopes: ['content:read'] }, address)).toString()).toBe('text');
  });

  it('names the file that was damaged, cut or lost on the disk', async () => {
    const { scope, upload, content, objects, store, folder, service } = await openBlobs(await open());
    const { address } = await upload(scope, randomBytes(200_000));
    const [name = ''] = await objects();
    const path = join(folder, 'store', 'objects', name.slice(0, 2), name.slice(2, 4), name);
    const whole = await readFile(path);
    expect(whole.length).toBe(storedSizeOf(200_000));
    const damage = { code: 'internal', message: expect.stringContaining(address) };
    await writeFile(path, whole.with(100, (whole[100] ?? 0) ^ 1));
    await expect(content(scope, address)).rejects.toMatchObject(damage);
    await writeFile(path, whole.subarray(0, 190_000));
    await expect(content(scope, address)).rejects.toMatchObject(damage);
    await expect(service.read(scope, address, { start: 0, end: 1 })).rejects.toMatchObject(damage);
    await store.delete(name);
    await expect(content(scope, address)).rejects.toMatchObject(damage);
  });

  it('leaves no file open, whichever byte of it was changed', async () => {
    const { scope, upload, objects, store, folder, service } = await openBlobs(await open());
    const { address } = await upload(scope, randomBytes(100_000));
    const [name = ''] = await objects();
    const path = join(folder, 'store', 'objects', name.slice(0, 2), name.slice(2, 4), name);
    const whole = await readFile(path);
    const opened: Readable[] = [];
    const get = store.get.bind(store);
    store.get = async (...args) => {
      const found = await get(...args);
      opened.push(found.body);
      return found;
    };
    for (const at of [0, 6, 10, 30, 60, 80_000, whole.length - 1]) {
      await writeFile(path, whole.with(at, (whole[at] ?? 0) ^ 1));
      for (const range of [undefined, { start: 0, end: 1 }, { start: 99_999, end: 100_000 }])
        await service
          .read(scope, address, range)
          .then(
            ({ body }) => buffer(body),
            () => null,
          )
          .catch(() => null);
    }
    expect(opened.length).toBeGreaterThan(20);
    for (const body of opened) if (!body.closed) await once(body, 'close', { signal: AbortSignal.timeout(2000) });
  });

  it('cannot be read any more when the key of the workspace was destroyed', async () => {
    const database = await open();
    const { scope, upload, content } = await openBlobs(database);
    const { address } = await upload(scope, 'text');
    await database.transaction((trx) => trx.updateTable('workspace_keys').set({ wrapped_key: null, shredded_at: 1 }).execute());
    await expect(content(scope, address)).rejects.toMatchObject({ code: 'not_found' });
    const again = await upload(scope, 'text');
    expect(again.address).not.toBe(address);
  });
});
