import type { Stats } from 'node:fs';
import { open, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type BlobStore, type ByteRange, blobAddressPattern } from '../../ports/blob-store.ts';
import { AppError } from '../../shared/errors.ts';
import { explainFileFailure, isMissing } from '../../shared/file-failure.ts';
import { assertOutsideTransaction } from '../../shared/transaction-guard.ts';
import { makeFolder, writeDurably } from './durable-files.ts';
import { bindMark } from './installation-mark.ts';

/** No upload runs this long, so an older temporary file was left by a crash; younger ones may belong to another process on the same folder. */
const staleAfterMs = 24 * 3600_000;

/**
 * Opens a folder as a blob store and makes it when it is new. Objects lie under `objects/ab/cd/`, unfinished ones under `unfinished/`.
 * Throws AppError `unavailable` when the folder cannot be used.
 */
export async function openLocalBlobStore(folder: string): Promise<BlobStore> {
  const objects = join(folder, 'objects');
  const unfinished = join(folder, 'unfinished');

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    assertOutsideTransaction('File access');
    try {
      return await work();
    } catch (error) {
      throw explainFileFailure(error, folder);
    }
  };

  function pathOf(address: string): string {
    if (!blobAddressPattern.test(address)) throw new AppError('internal', `“${address}” is no address of a stored file`);
    return join(objects, address.slice(0, 2), address.slice(2, 4), address);
  }

  async function put(address: string, body: Readable): Promise<{ size: number; created: boolean }> {
    const path = pathOf(address);
    const existing = await statIfThere(path);
    if (existing !== null) {
      body.destroy();
      return { size: existing.size, created: false };
    }
    return { size: await writeDurably(path, unfinished, body), created: true };
  }

  await explained(async () => {
    await Promise.all([makeFolder(objects), makeFolder(unfinished)]);
    await removeStale(unfinished);
  });

  return {
    bindInstallation: (installationId, expectsObjects) => explained(() => bindMark(folder, unfinished, installationId, expectsObjects)),
    put: (address, body) => explained(() => put(address, body)),
    get: (address, range) => explained(() => read(pathOf(address), address, range)),
    delete: (address) => explained(() => rm(pathOf(address), { force: true })),
    async *list() {
      try {
        yield* listObjects(objects);
      } catch (error) {
        throw explainFileFailure(error, folder);
      }
    },
  };
}

async function read(path: string, address: string, range: ByteRange | undefined): Promise<{ size: number; body: Readable }> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw isMissing(error) ? new AppError('not_found', `There is no stored file ${address}`) : error;
  });
  try {
    const { size } = await handle.stat();
    const { start, end } = range ?? { start: 0, end: size };
    if (start < 0 || end < start || end > size) throw outside(address, start, end, size);
    if (start < end) return { size, body: handle.createReadStream({ start, end: end - 1 }) };
    await handle.close();
    return { size, body: Readable.from([]) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function outside(address: string, start: number, end: number, size: number): AppError {
  return new AppError('range_not_satisfiable', `Bytes ${start} to ${end} are not within the ${size} bytes of ${address}`);
}

async function statIfThere(path: string): Promise<Stats | null> {
  return stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

async function* listObjects(objects: string): ReturnType<BlobStore['list']> {
  for await (const entry of await opendir(objects, { recursive: true })) {
    if (!entry.isFile()) continue;
    const found = await statIfThere(join(entry.parentPath, entry.name));
    // Removed while the folder was read.
    if (found === null) continue;
    yield { address: entry.name, size: found.size, storedAt: Math.floor(found.mtimeMs) };
  }
}

async function removeStale(unfinished: string): Promise<void> {
  const before = Date.now() - staleAfterMs;
  for await (const entry of await opendir(unfinished)) {
    const path = join(unfinished, entry.name);
    const found = await statIfThere(path);
    if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
  }
}
