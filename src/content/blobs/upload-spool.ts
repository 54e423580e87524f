import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/errors.ts';
import { explainFileFailure } from '../../shared/file-failure.ts';
import { decryptBlob, encryptBlob } from './blob-cipher.ts';
import { headLength } from './media-type.ts';
import { newDataKey } from './workspace-keys.ts';

const staleAfterMs = 24 * 3600_000;
const spoolAddress = 'spool';

/** An upload on disk, measured. Its address is known only now, and the stored file is bound to it, so it is encrypted a second time on its way to the store. */
export interface SpooledUpload {
  size: number;
  sha256: Buffer;
  /** Up to `headLength` first bytes. */
  head: Buffer;
  content(): Readable;
  remove(): Promise<void>;
}

/**
 * Brings an upload to disk under a key that lives in memory only: nothing readable is left, whatever happens.
 * Throws AppError `too_large`, `storage_full`, or what the body throws.
 */
export async function spoolUpload(body: Readable, folder: string, maxBytes: number): Promise<SpooledUpload> {
  const path = join(folder, randomUUID());
  const key = newDataKey();
  const measured = measure(maxBytes);
  const remove = () => rm(path, { force: true });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(body, measured.stream, encryptBlob(key, spoolAddress), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await remove();
    throw explainFileFailure(error, folder);
  }
  const content = () => through(createReadStream(path), decryptBlob(key, spoolAddress));
  return { ...measured.result(), content, remove };
}

/** Joins two streams; an error of the first ends the second, where its reader sees it. */
export function through(source: Readable, transform: Transform): Readable {
  source.on('error', (error) => transform.destroy(error));
  transform.on('close', () => source.destroy());
  return source.pipe(transform);
}

/** Removes what crashed processes left in the folder; without their keys it is noise. */
export async function cleanSpool(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw explainFileFailure(error, folder);
  });
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < now - staleAfterMs) await rm(path, { force: true });
  }
}

function measure(maxBytes: number) {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let headBytes = 0;
  let size = 0;
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      if (size > maxBytes) return done(tooLargeFile(maxBytes));
      hash.update(bytes);
      if (headBytes < headLength) head.push(bytes.subarray(0, headLength - headBytes));
      headBytes += bytes.length;
      done(null, bytes);
    },
  });
  return { stream, result: () => ({ size, sha256: hash.digest(), head: Buffer.concat(head) }) };
}

function tooLargeFile(maxBytes: number): AppError {
  return new AppError('too_large', `The file is larger than the limit of ${maxBytes} bytes`, {
    hint: 'Upload a smaller part of it, or ask whoever runs this installation to raise the limit.',
  });
}
