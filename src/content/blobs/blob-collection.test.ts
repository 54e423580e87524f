import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Transaction } from '../../database/database.ts';
import { anotherWorkspace, graceMs, openBlobs } from './blob.fixture.ts';
import { blobRepository } from './blob.repository.ts';
import { objectName } from './blob.ts';

/** Whether another connection to this database waits for a lock; pg_locks, unlike pg_stat_activity, is not frozen in a transaction. */
async function somebodyWaits(trx: Transaction): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_locks where not granted and pid in (
      select pid from pg_locks where database = (select oid from pg_database where datname = current_database())
    )`.execute(trx);
  return rows.length > 0;
}

const source = { kind: 'source', id: 'src_1' };
const revision = { kind: 'document', id: 'doc_1' };

describeEachEngine('collection of blobs', (open, engine) => {
  it('removes what nothing refers to, a grace time after it was first seen so', async () => {
    const { scope, upload, objects, collect, clock, service } = await openBlobs(await open());
    const { address } = await upload(scope, 'unused');
    expect(await collect()).toEqual({ blobs: 0, bytes: 0, strays: 0 });
    clock.time += graceMs;
    expect(await collect()).toMatchObject({ blobs: 0 });
    clock.time += 1;
    expect(await collect()).toEqual({ blobs: 1, bytes: 6, strays: 0 });
    expect(await objects()).toEqual([]);
    await expect(service.find(scope, address)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps what has a reference, until the last one goes, and then for the whole grace time', async () => {
    const database = await open();
    const { scope, upload, objects, collect, clock } = await openBlobs(database);
    const { address } = await upload(scope, 'used twice', source);
    await database.transaction((trx) => blobRepository(scope).addReference(trx, address, revision));
    const later = async () => {
      clock.time += graceMs + 1;
      return (await collect()).blobs;
    };
    expect([await later(), await later()]).toEqual([0, 0]);
    await database.transaction((trx) => blobRepository(scope).dropReferences(trx, source));
    expect([await later(), await later()]).toEqual([0, 0]);
    await database.transaction((trx) => blobRepository(scope).dropReferences(trx, revision));
    expect([await later(), await later()]).toEqual([0, 1]);
    expect(await objects()).toEqual([]);
  });

  it('starts the grace time anew when the content is uploaded or referred to again', async () => {
    const database = await open();
    const { scope, upload, collect, clock, content } = await openBlobs(database);
    const { address } = await upload(scope, 'wanted again');
    await collect();
    clock.time += graceMs + 1;
    await upload(scope, 'wanted again');
    expect((await collect()).blobs).toBe(0);
    clock.time += graceMs + 1;
    await database.transaction((trx) => blobRepository(scope).addReference(trx, address, source));
    expect((await collect()).blobs).toBe(0);
    expect((await content(scope, address)).toString()).toBe('wanted again');
  });

  it('stores content that comes again after collection as a new object', async () => {
    const { scope, upload, objects, collect, clock, store, content } = await openBlobs(await open());
    const before = await upload(scope, 'back again');
    await collect();
    clock.time += graceMs + 1;
    await collect();
    const after = await upload(scope, 'back again');
    await store.delete(objectName(before));
    expect(await objects()).toEqual([objectName(after)]);
    expect((await content(scope, after.address)).toString()).toBe('back again');
  });

  it('removes old objects without a row, and neither young ones nor names it did not give', async () => {
    const { scope, upload, objects, collect, clock, store, folder } = await openBlobs(await open());
    const kept = await upload(scope, 'kept', source);
    const stray = objectName({ address: 'ab'.repeat(32), createdAt: 1 });
    for (const name of [stray, 'somebody-elses']) await store.put(name, Readable.from([Buffer.from('x')]));
    expect((await collect()).strays).toBe(0);
    const old = new Date(clock.time - graceMs - 60_000);
    for (const name of await objects()) await utimes(join(folder, 'store', 'objects', name.slice(0, 2), name.slice(2, 4), name), old, old);
    expect(await collect()).toEqual({ blobs: 0, bytes: 0, strays: 1 });
    expect((await objects()).sort()).toEqual([objectName(kept), 'somebody-elses'].sort());
  });

  it('clears uploads that a crash left on their way', async () => {
    const { scope, upload, collect, spoolFolder, clock } = await openBlobs(await open());
    await upload(scope, 'makes the folder', source);
    await writeFile(join(spoolFolder, 'left'), 'noise');
    clock.time += 25 * 3600_000;
    await collect();
    await expect(utimes(join(spoolFolder, 'left'), 1, 1)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes no reference to a file of another workspace or to none', async () => {
    const database = await open();
    const { scope, upload } = await openBlobs(database);
    const other = await anotherWorkspace(database, scope);
    const { address } = await upload(scope, 'mine');
    const refer = (name: string) => database.transaction((trx) => blobRepository(other).addReference(trx, name, source));
    await expect(refer(address)).rejects.toMatchObject({ code: 'not_found' });
    await expect(refer('nothing')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves a file alone that is being referred to at that very moment', async () => {
    const database = await open();
    const { scope, upload, collect, clock, content } = await openBlobs(database);
    const { address } = await upload(scope, 'just in time');
    await collect();
    clock.time += graceMs + 1;
    const held = Promise.withResolvers<void>();
    const collecting = held.promise.then(collect);
    await database.transaction(async (trx) => {
      await blobRepository(scope).addReference(trx, address, source);
      held.resolve();
      // On SQLite the collection waits for the whole transaction; on PostgreSQL it comes as far as the row that is held here.
      while (engine === 'postgres' && !(await somebodyWaits(trx)));
    });
    expect(await collecting).toMatchObject({ blobs: 0 });
    expect((await content(scope, address)).toString()).toBe('just in time');
  });

  it('never loses a file that is referred to while it is collected', async () => {
    const database = await open();
    const { scope, upload, collect, clock, content } = await openBlobs(database);
    const addresses = await Promise.all(Array.from({ length: 12 }, async (_, at) => (await upload(scope, `file ${at}`)).address));
    await collect();
    clock.time += graceMs + 1;
    const refer = (address: string) => database.transaction((trx) => blobRepository(scope).addReference(trx, address, source));
    const [referred] = await Promise.all([Promise.allSettled(addresses.map(refer)), collect()]);
    for (const [at, outcome] of referred.entries()) {
      const read = content(scope, addresses[at] ?? '');
      if (outcome.status === 'fulfilled') expect((await read).toString()).toBe(`file ${at}`);
      else await expect(read).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
