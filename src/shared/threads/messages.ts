import type { ErrorCode, FieldError } from '../errors.ts';

/** How one call went in the thread; an error keeps what a person reads of it. */
export type ThreadAnswer =
  | { kind: 'done'; output: unknown }
  | { kind: 'refused'; code: ErrorCode; message: string; hint: string | undefined; errors: FieldError[] | undefined }
  | { kind: 'failed'; message: string; stack: string | undefined };
