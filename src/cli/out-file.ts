import { accessSync, constants, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** Checks before the work begins that its result can be written where the person wants it. Throws AppError `validation_failed`. */
export function assertWritable(path: string | undefined): void {
  if (path === undefined) return;
  const folder = dirname(resolve(path));
  if (path.trim() === '') throw notWritable(path, 'it has no name');
  if (!existsSync(folder)) throw notWritable(path, `the folder ${folder} does not exist`);
  if (existsSync(path) && !statSync(path).isFile()) throw notWritable(path, 'it is no file');
  try {
    // The file is made anew beside the old one, so it is the folder that must allow it.
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw notWritable(path, `this user may not write to ${folder}`, error);
  }
}

/** Writes the file whole or not at all. */
export function writeOut(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new AppError(isFull ? 'storage_full' : 'unavailable', `${path} could not be written: ${(error as Error).message}`, {
      hint: 'The result itself is kept in the library: aiwriter document list, then aiwriter document export ID.',
      cause: error,
    });
  }
}

function notWritable(path: string, why: string, cause?: unknown): AppError {
  return new AppError('validation_failed', `${path === '' ? '--out' : path} cannot be written: ${why}`, {
    hint: 'Choose another --out.',
    cause,
  });
}
