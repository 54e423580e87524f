import { accessSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** Checks before the work begins that its result can be written where the person wants it. */
export function assertWritable(path: string | undefined): void {
  if (path === undefined) return;
  const folder = dirname(resolve(path));
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new AppError('validation_failed', `${path} cannot be written: ${folder} does not exist or may not be written`, {
      hint: 'Choose another --out.',
      cause: error,
    });
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
    throw new AppError('storage_full', `${path} could not be written: ${(error as Error).message}`, {
      hint: 'The result itself is kept in the library; export it from there.',
      cause: error,
    });
  }
}
