import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hasCode, isMissing } from '../../shared/file-failure.ts';

/** Survives a power cut: files appear under their name only when their bytes are on disk, and the name is on disk when this resolves. */
export async function writeDurably(target: string, temporaryFolder: string, body: Readable): Promise<number> {
  const temporary = join(temporaryFolder, randomUUID());
  try {
    const file = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(body, file);
    await makeFolder(dirname(target));
    await rename(temporary, target);
    await syncFolder(dirname(target));
    return file.bytesWritten;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it, each named durably in its parent.
 * Not by `mkdir` with `recursive`, which reports a read-only disk as a missing folder.
 */
export async function makeFolder(folder: string): Promise<void> {
  const outcome = await tryMakeFolder(folder);
  if (outcome === 'made') await syncFolder(dirname(folder));
  if (outcome !== 'no parent') return;
  await makeFolder(dirname(folder));
  await makeFolder(folder);
}

async function tryMakeFolder(folder: string): Promise<'made' | 'there' | 'no parent'> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return 'made';
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return 'there';
    if (isMissing(error) && dirname(folder) !== folder) return 'no parent';
    throw error;
  }
}

/** Windows cannot open folders to sync them; its file systems journal names themselves. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
