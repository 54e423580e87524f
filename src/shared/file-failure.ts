import { AppError } from './errors.ts';

const full = new Set(['ENOSPC', 'EDQUOT']);
const hints: Record<string, string> = {
  EROFS: 'The disk is mounted read-only. Mount it writable, or choose another folder with AIWRITER_BLOBS_URL.',
  EACCES: 'The user that runs AI-Writer needs to read and write this folder.',
  EPERM: 'The user that runs AI-Writer needs to read and write this folder.',
  EIO: 'The disk reports errors. Check it before anything else, and restore from a backup if it is damaged.',
  EMFILE: 'Too many files are open. Raise the limit of open files (ulimit -n).',
};

/** Names what the file system refused: `storage_full`, or `unavailable` with what to do. Errors of other origin stay as they are. */
export function explainFileFailure(error: unknown, folder: string): unknown {
  if (!isFileError(error)) return error;
  if (full.has(error.code)) {
    return new AppError('storage_full', `There is no room left for files in ${folder}`, {
      hint: 'Free space on this disk or move the folder to a larger one. What is already stored is safe.',
      cause: error,
    });
  }
  const hint = hints[error.code] ?? 'Check that the folder is there and that its disk works.';
  return new AppError('unavailable', `Files in ${folder} cannot be used: ${error.code} (${error.syscall})`, { hint, cause: error });
}

export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

export function hasCode(error: unknown, code: string): boolean {
  return isFileError(error) && error.code === code;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
