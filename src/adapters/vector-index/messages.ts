import type { ErrorCode } from '../../shared/errors.ts';
import type { VectorStore } from './vector-store.ts';

/** One call to the worker; they are answered in order. */
export interface StoreCall {
  id: number;
  method: keyof VectorStore;
  args: unknown[];
}

export interface StoreAnswer {
  id: number;
  result?: unknown;
  error?: { code: ErrorCode; message: string; hint: string | undefined };
  /** What was wrong with the file that was replaced by an empty one before this answer. */
  damage: string | undefined;
}
