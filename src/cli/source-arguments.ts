import { readFile } from 'node:fs/promises';
import { AppError } from '../shared/errors.ts';

/** Largest file a command reads, bytes; the program's own limit may be lower and is then named by its answer. */
const largestFile = 200 * 1024 * 1024;

export type SourceArgument = { kind: 'url'; url: string } | { kind: 'file'; path: string; bytes: Uint8Array };

/** Reads what `--source` names before anything is stored, so that a bad name changes nothing. */
export async function readSourceArguments(values: readonly string[]): Promise<SourceArgument[]> {
  return Promise.all(
    values.map(async (value) =>
      isUrl(value) ? { kind: 'url' as const, url: value } : { kind: 'file' as const, path: value, bytes: await readInputFile(value) },
    ),
  );
}

function isUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

/** The bytes of a file a person named. Throws `validation_failed` with what is wrong with the name. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new AppError('validation_failed', `${path} cannot be read: ${reason(error)}`, {
      hint: 'Name a file that exists and that you may read, or an http(s) address.',
      cause: error,
    });
  }
  if (bytes.length === 0) throw new AppError('validation_failed', `${path} is empty`, { hint: 'Name a file with text in it.' });
  if (bytes.length > largestFile)
    throw new AppError('too_large', `${path} has ${bytes.length} bytes; at most ${largestFile} are read`, { hint: 'Split the file.' });
  return bytes;
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'this user may not read it';
  return message;
}
