import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { describeBlobStore } from '../../ports/blob-store.contract.ts';
import { openLocalBlobStore } from './local.ts';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blob store '));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describeBlobStore('a local folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'blob store '));
  return {
    store: await openLocalBlobStore(folder),
    reopen: () => openLocalBlobStore(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});

/** A file system of 256 KiB; null where the tests may not mount one. */
function mountSmallDisk(folder: string, options = 'size=256k'): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  cleanUp.push(() => execFileSync('umount', [folder]));
  return true;
}

describe('a local blob store', () => {
  const address = 'ef'.repeat(32);

  it('spreads objects over folders, so that none grows without bound', async () => {
    const folder = await newFolder();
    await (await openLocalBlobStore(folder)).put(address, Readable.from([Buffer.from('x')]));
    expect(await readdir(join(folder, 'objects', 'ef', 'ef'))).toEqual([address]);
  });

  it('removes at the next start what a crash left unfinished, and keeps what another process may be writing', async () => {
    const folder = await newFolder();
    await openLocalBlobStore(folder);
    const left = join(folder, 'unfinished', 'left');
    await writeFile(left, 'half');
    await writeFile(join(folder, 'unfinished', 'fresh'), 'half');
    const twoDaysAgo = new Date(Date.now() - 48 * 3600_000);
    await utimes(left, twoDaysAgo, twoDaysAgo);
    await openLocalBlobStore(folder);
    expect(await readdir(join(folder, 'unfinished'))).toEqual(['fresh']);
  });

  it('says that the disk is full, leaves nothing behind and goes on when there is room', async ({ skip }) => {
    const folder = await newFolder();
    if (!mountSmallDisk(folder)) skip('a small file system can be mounted by root only');
    const store = await openLocalBlobStore(folder);
    await store.put(address, Readable.from([Buffer.from('kept')]));
    const tooMuch = Readable.from([randomBytes(150_000), randomBytes(150_000)]);
    await expect(store.put('01'.repeat(32), tooMuch)).rejects.toMatchObject({
      code: 'storage_full',
      message: expect.stringContaining(folder),
    });
    expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
    await store.put('02'.repeat(32), Readable.from([randomBytes(150_000)]));
    expect((await buffer((await store.get(address)).body)).toString()).toBe('kept');
  });

  it('says that the disk is read-only', async ({ skip }) => {
    const folder = await newFolder();
    if (!mountSmallDisk(folder, 'size=256k,ro')) skip('a read-only file system can be mounted by root only');
    await expect(openLocalBlobStore(folder)).rejects.toMatchObject({ code: 'unavailable', hint: expect.stringContaining('read-only') });
  });

  it('says that the folder is a file', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(openLocalBlobStore(join(folder, 'file'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
