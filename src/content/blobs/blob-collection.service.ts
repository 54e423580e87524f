import type { Database } from '../../database/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Clock } from '../../shared/clock.ts';
import { objectName, parseObjectName } from './blob.ts';
import { blobCollectionRepository } from './blob-collection.repository.ts';
import { cleanSpool } from './upload-spool.ts';

export interface BlobCollectionOptions {
  database: Database;
  store: BlobStore;
  clock: Clock;
  spoolFolder: string;
  /** Milliseconds between losing the last reference and removal; longer than backups take and are kept to be restored from. */
  graceMs: number;
}

export interface Collected {
  /** Blobs removed, and their bytes of content. */
  blobs: number;
  bytes: number;
  /** Objects without a row, left by uploads or removals that a crash cut. */
  strays: number;
}

const batchSize = 200;

/** Mark and sweep over all workspaces. May run beside uploads and readers, and be cut at any point: the next run goes on. */
export async function collectBlobs(options: BlobCollectionOptions): Promise<Collected> {
  const { database, clock } = options;
  const now = clock.now();
  await cleanSpool(options.spoolFolder, now);
  await database.transaction((trx) => blobCollectionRepository.mark(trx, now));
  const collected = await sweepAll(options, now - options.graceMs);
  return { ...collected, strays: await removeStrays(options, now - options.graceMs) };
}

async function sweepAll({ database, store }: BlobCollectionOptions, before: number): Promise<Omit<Collected, 'strays'>> {
  let [blobs, bytes] = [0, 0];
  for (;;) {
    const swept = await database.transaction((trx) => blobCollectionRepository.sweep(trx, before, batchSize));
    for (const blob of swept) {
      await store.delete(objectName(blob));
      blobs += 1;
      bytes += blob.size;
    }
    if (swept.length === 0) return { blobs, bytes };
  }
}

/** An object is written before its row, so only one older than the grace time is a stray. */
async function removeStrays({ database, store }: BlobCollectionOptions, before: number): Promise<number> {
  let batch: string[] = [];
  let removed = 0;
  const removeBatch = async () => {
    const addresses = batch.flatMap((name) => parseObjectName(name)?.address ?? []);
    const known = new Set((await blobCollectionRepository.known(database.read, addresses)).map(objectName));
    for (const name of batch.filter((candidate) => !known.has(candidate))) {
      await store.delete(name);
      removed += 1;
    }
    batch = [];
  };
  for await (const { address, storedAt } of store.list()) {
    if (storedAt >= before || parseObjectName(address) === null) continue;
    batch.push(address);
    if (batch.length === batchSize) await removeBatch();
  }
  if (batch.length > 0) await removeBatch();
  return removed;
}
