import type { StatementResult } from './statement-cache.ts';

/** What the main thread asks of the writer thread. Requests are played in the order they were sent. */
export type WriterRequest =
  | { kind: 'open'; file: string; busyTimeoutMs: number | undefined }
  /** `begins` opens a savepoint first, and the outer transaction when none is open. */
  | { kind: 'statement'; begins: boolean; sql: string; parameters: readonly unknown[] }
  /** Ends the savepoint, if one was opened. Nothing is answered unless `commits`: then the outer transaction ends too. */
  | { kind: 'end'; savepoint: 'release' | 'rollback' | 'none'; commits: boolean }
  | { kind: 'close' };

export type WriterAnswer = { ok: true; result: StatementResult | null } | { ok: false; error: SqliteErrorData; transactionLost: boolean };

/** A `node:sqlite` error in a form that crosses threads. */
export interface SqliteErrorData {
  message: string;
  /** SQLite's extended result code; null when the error is not SQLite's. */
  errcode: number | null;
}

export class SqliteError extends Error {
  readonly errcode: number | null;

  constructor(data: SqliteErrorData) {
    super(data.message);
    this.name = 'SqliteError';
    this.errcode = data.errcode;
  }
}

/** SQLite's extended result code of an error of `node:sqlite` or of ours; null for any other error. */
export function sqliteErrorCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}

export function toErrorData(error: unknown): SqliteErrorData {
  return { message: error instanceof Error ? error.message : String(error), errcode: sqliteErrorCode(error) };
}
