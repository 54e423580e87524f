import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { type KeyEncryptionKey, keyFingerprint, keyLength } from './workspace-keys.ts';

/** 32 bytes in base64url, without padding, on one line. */
const keyLine = /^[A-Za-z0-9_-]{43}$/;
const readableByOthers = 0o007;

/**
 * Reads the key-encryption key.
 * @param makeIfMissing for the default place of an installation that has encrypted nothing yet; anywhere else a missing file is a mistake
 * Throws AppError `unavailable` (missing, unreadable), `validation_failed` (no key in it, readable by everybody).
 */
export async function loadKeyFile(path: string, makeIfMissing: boolean): Promise<KeyEncryptionKey> {
  const text = await readKeyFile(path);
  if (text !== null) return parseKey(path, text);
  if (!makeIfMissing) throw missing(path);
  await makeKeyFile(path).catch((cause: unknown) => {
    throw new AppError('unavailable', `The key file ${path} cannot be written`, {
      hint: 'Check the folder, its permissions and its disk.',
      cause,
    });
  });
  return loadKeyFile(path, false);
}

async function readKeyFile(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & readableByOthers) !== 0) throw tooOpen(path, mode);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('unavailable', `The key file ${path} cannot be read`, {
      hint: 'The user that runs AI-Writer must be able to read it.',
      cause,
    });
  }
}

function parseKey(path: string, text: string): KeyEncryptionKey {
  const line = text.trim();
  const key = Buffer.from(line, 'base64url');
  if (!keyLine.test(line) || key.length !== keyLength) {
    throw new AppError('validation_failed', `The file ${path} holds no key of AI-Writer`, {
      hint: 'It must hold one line of 43 characters. Set AIWRITER_KEY_FILE to the right file, or restore it from its backup.',
    });
  }
  return { id: keyFingerprint(key), key };
}

/** Whole or not at all, so that a crash leaves no half key; the caller holds the data folder, so nobody else makes one meanwhile. */
async function makeKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(`${randomBytes(keyLength).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

function missing(path: string): AppError {
  return new AppError('unavailable', `The key file ${path} is missing`, {
    hint: 'Set AIWRITER_KEY_FILE to the key file of this installation, or restore it from its backup. No new key was made, as it could read nothing.',
  });
}

function tooOpen(path: string, mode: number): AppError {
  return new AppError(
    'validation_failed',
    `The key file ${path} can be read by every user of this machine (mode ${(mode & 0o777).toString(8)})`,
    {
      hint: `Run chmod 600 ${path}, or mount the secret with mode 0400.`,
    },
  );
}
