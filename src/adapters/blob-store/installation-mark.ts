import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../shared/errors.ts';
import { explainFileFailure, hasCode, isMissing } from '../../shared/file-failure.ts';
import { writeDurably } from './durable-files.ts';

const fileName = 'installation.id';

/** See `BlobStore.bindInstallation`. */
export async function bindMark(folder: string, temporaryFolder: string, installationId: string, expectsObjects: boolean): Promise<void> {
  const found = await readInstallationMark(folder);
  if (found === installationId) return;
  if (found !== null) throw foreign(folder, found, installationId);
  if (expectsObjects) throw lost(folder);
  await writeDurably(join(folder, fileName), temporaryFolder, Readable.from([Buffer.from(`${installationId}\n`)]));
}

/** ID of the installation the store in the folder belongs to; null when it belongs to none yet. */
export async function readInstallationMark(folder: string): Promise<string | null> {
  try {
    return (await readFile(join(folder, fileName), 'utf8')).trim();
  } catch (error) {
    if (isMissing(error) || hasCode(error, 'ENOTDIR')) return null;
    throw explainFileFailure(error, folder);
  }
}

function foreign(folder: string, found: string, expected: string): AppError {
  return new AppError('conflict', `The files in ${folder} belong to installation ${found}, the database to ${expected}`, {
    hint: 'Set AIWRITER_BLOBS_URL and AIWRITER_DATABASE_URL (or AIWRITER_DATA_DIR) so that both lead to the same installation.',
  });
}

function lost(folder: string): AppError {
  return new AppError('conflict', `The database refers to stored files, but ${folder} holds none of this installation`, {
    hint: 'Mount the volume that holds the files, or restore them from a backup, then start again. Nothing was changed.',
  });
}
