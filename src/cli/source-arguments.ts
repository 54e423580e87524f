import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../shared/errors.ts';

/** Largest file a command reads, bytes; the program's own limit may be lower and is then named by its answer. */
const largestFile = 200 * 1024 * 1024;

export type SourceArgument = { kind: 'url'; url: string } | { kind: 'file'; path: string; bytes: Uint8Array };

/** Reads what `--source` names before anything is stored, so that a bad name changes nothing. */
export async function readSourceArguments(values: readonly string[]): Promise<SourceArgument[]> {
  return Promise.all(
    values.map(async (value) =>
      isUrl(value)
        ? { kind: 'url' as const, url: webAddress(value) }
        : { kind: 'file' as const, path: value, bytes: await readInputFile(value, ', or an http(s) address') },
    ),
  );
}

function isUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

function webAddress(value: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
  throw new AppError('validation_failed', `${value} is no http or https address`, {
    hint: 'Only those are fetched. Anything else can be saved as a file and named by its path.',
  });
}

/**
 * The bytes of a file a person named; a pipe is read to its end. Throws `validation_failed` with what is wrong with the name, or `too_large`.
 * @param orElse what the hint offers besides a file
 */
export async function readInputFile(path: string, orElse = ''): Promise<Uint8Array> {
  const bytes = await readBounded(path).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError('validation_failed', `${path} cannot be read: ${reason(error)}`, {
      hint: `Name a file that exists and that you may read${orElse}.`,
      cause: error,
    });
  });
  if (bytes.length === 0) throw new AppError('validation_failed', `${path} is empty`, { hint: 'Name a file with text in it.' });
  return bytes;
}

/** Stops at the limit: a device or a pipe has no size, and may have no end. */
async function readBounded(path: string): Promise<Buffer> {
  await using file: FileHandle = await open(path);
  const { size } = await file.stat();
  if (size > largestFile) throw tooLarge(path, `has ${size} bytes`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > largestFile) throw tooLarge(path, 'goes on');
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string, how: string): AppError {
  return new AppError('too_large', `${path} ${how}; at most ${largestFile} bytes are read`, { hint: 'Split the file.' });
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'this user may not read it';
  return message;
}
