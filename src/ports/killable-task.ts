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

/**
 * One child at a time per runner; calls queue. The child has an empty environment and may read the program's own code only: no other file, no writing, no process, no network.
 * A killed or crashed child rejects its call with AppError `unprocessable` whose hint names the limit; the next call gets a new child.
 * An AppError thrown by the module arrives as it is, anything else as `internal`.
 */
export interface KillableTask<Input, Output> {
  /** @param signal kills the child of a running call; the call rejects with the signal's reason */
  run(input: Input, signal?: AbortSignal): Promise<Output>;
  /** Kills the child; calls not finished reject with AppError `unavailable`. */
  close(): Promise<void>;
}
