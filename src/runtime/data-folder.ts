import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** A socket's path has room for about 107 bytes on Linux and 103 on macOS. */
const longestSocketPath = 100;

/** Makes the data folder if it is missing; nobody but its owner may look into it. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new AppError('storage_full', `There is no space for the data folder ${dataDir}`, {
        hint: 'Free some space, or choose another folder with AIWRITER_DATA_DIR.',
        cause: error,
      });
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw new AppError('unavailable', `${dataDir} is a file or lies in one, and no folder`, {
        hint: 'Choose a folder with --data-dir or AIWRITER_DATA_DIR.',
        cause: error,
      });
    throw new AppError('unavailable', `The data folder ${dataDir} cannot be made: ${(error as Error).message}`, {
      hint: 'Choose a folder this user may write with --data-dir or AIWRITER_DATA_DIR.',
      cause: error,
    });
  }
}

/** Where the process that holds a data folder answers commands: in the folder, or, when its path is too long for a socket, in the temporary folder. */
export function controlSocketPath(dataDir: string): string {
  const inFolder = join(dataDir, 'control.sock');
  if (Buffer.byteLength(inFolder) <= longestSocketPath) return inFolder;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 24);
  const folder = join(tmpdir(), `aiwriter-${process.getuid?.() ?? 'user'}-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'control.sock');
}
