import type { ErrorCode } from '../../shared/errors.ts';

/** What the parent sends: one call at a time. */
export interface TaskCall {
  module: string;
  input: unknown;
  /** Largest serialised answer the child may send, bytes. */
  outputBytes: number;
}

/** What the child answers. `output` is serialised by node:v8, so that its size is known before it is sent. */
export type TaskAnswer =
  | { kind: 'done'; output: Uint8Array }
  | { kind: 'too-long'; bytes: number }
  | { kind: 'refused'; code: ErrorCode; message: string; hint: string | undefined }
  | { kind: 'failed'; message: string; stack: string | undefined };
