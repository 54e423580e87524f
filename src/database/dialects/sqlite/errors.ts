import { AppError } from '../../../shared/errors.ts';
import { sqliteErrorCode } from './protocol.ts';

const busy = 5;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;
/** The shared-memory file could not grow: on a full disk this comes instead of `full`. */
const sharedMemorySize = 4874;

/** Makes an AppError of what an operator must act on; other errors stay as they are. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const code = sqliteErrorCode(error);
  if (code === null) return error;
  if (code === full || code === sharedMemorySize) {
    return new AppError('storage_full', `No space is left to write the database ${file}.`, {
      hint: 'Free some space on that disk and repeat; what was reported as saved is safe.',
      cause: error,
    });
  }
  const told = explanations[code & 0xff];
  return told === undefined
    ? error
    : new AppError('unavailable', `${told.what(file)} (${messageOf(error)})`, { hint: told.hint, cause: error });
}

const explanations: Record<number, { what: (file: string) => string; hint: string } | undefined> = {
  [busy]: {
    what: (file) => `Another program holds the database ${file}.`,
    hint: 'Close the other program that has the file open, for example a database browser or a backup tool.',
  },
  [readOnly]: {
    what: (file) => `The database ${file} cannot be written.`,
    hint: 'Give the user that runs this program write permission to the file and its folder.',
  },
  [ioError]: {
    what: (file) => `The disk failed under the database ${file}.`,
    hint: 'Check the disk, then restore the newest backup if needed.',
  },
  [corrupt]: damaged(),
  [cannotOpen]: {
    what: (file) => `The database ${file} cannot be opened.`,
    hint: 'Check that its folder exists and that the user that runs this program may write there.',
  },
  [notADatabase]: damaged(),
};

function damaged() {
  return {
    what: (file: string) => `The file ${file} is damaged or is no database.`,
    hint: 'Keep the file aside and restore the newest backup.',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
