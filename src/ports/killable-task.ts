/** Code that may hang, leak or explode runs in a child process that can be killed; when it ends its memory returns to the machine. */
export interface KillableTaskLimits {
  /** Wall time per call, milliseconds; past it the child is killed. */
  timeoutMs: number;
  /** Resident memory of the child, bytes; past it the child is killed. */
  memoryBytes: number;
  /** Serialised size of the answer, bytes. */
  outputBytes: number;
}

export interface KillableTaskDefinition {
  /** Name in errors and logs, e.g. `parse`. */
  name: string;
  /** Module with `export default async function (input) { return output }`; loaded in the child only. */
  module: URL;
  limits: KillableTaskLimits;
  /** Calls one child serves before it is replaced; 1 = a fresh process for each call. */
  callsPerProcess: number;
  /** An idle child is ended after this many milliseconds. */
  idleMs: number;
}

/** One child at a time per runner; calls queue. A killed child rejects its call with AppError `unprocessable` whose hint names the limit; the next call gets a new child. */
export interface KillableTask<Input, Output> {
  run(input: Input, signal?: AbortSignal): Promise<Output>;
  close(): Promise<void>;
}
