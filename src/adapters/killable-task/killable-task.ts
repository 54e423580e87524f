import type { KillableTask, KillableTaskDefinition } from '../../ports/killable-task.ts';
import { AppError } from '../../shared/errors.ts';
import { TaskChild } from './task-child.ts';

interface Waiting {
  start: () => void;
  reject: (reason: unknown) => void;
}

/** Runs a module in a child process that is killed at its limits. See the port for the errors. */
export function createKillableTask<Input, Output>(definition: KillableTaskDefinition): KillableTask<Input, Output> {
  return new ChildProcessTask<Input, Output>(definition);
}

class ChildProcessTask<Input, Output> implements KillableTask<Input, Output> {
  readonly #definition: KillableTaskDefinition;
  #child: TaskChild | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #busy = false;
  #closed = false;
  #waiting: Waiting[] = [];

  constructor(definition: KillableTaskDefinition) {
    this.#definition = definition;
  }

  async run(input: Input, signal?: AbortSignal): Promise<Output> {
    signal?.throwIfAborted();
    await this.#turn(signal);
    try {
      if (this.#closed) throw this.#closedError();
      return (await this.#readyChild().call(input, signal)) as Output;
    } finally {
      await this.#rest();
      this.#nextTurn();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#closedError());
    await this.#child?.kill(this.#closedError());
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    if (!this.#busy) {
      this.#busy = true;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { start: resolve, reject };
    const leave = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      reject(signal?.reason);
    };
    this.#waiting.push(waiting);
    signal?.addEventListener('abort', leave, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  #nextTurn(): void {
    const next = this.#waiting.shift();
    if (next) next.start();
    else this.#busy = false;
  }

  #readyChild(): TaskChild {
    clearTimeout(this.#idleTimer);
    if (!this.#child?.alive) this.#child = new TaskChild(this.#definition);
    return this.#child;
  }

  /** After a call: a child that has served its number of calls goes, another waits a while for the next. */
  async #rest(): Promise<void> {
    const child = this.#child;
    if (!child?.alive) return;
    if (child.calls >= this.#definition.callsPerProcess) return await child.kill(this.#closedError());
    this.#idleTimer = setTimeout(() => void child.kill(this.#closedError()), this.#definition.idleMs);
    this.#idleTimer.unref();
  }

  #closedError(): AppError {
    return new AppError('unavailable', `The ${this.#definition.name} process was closed`, {
      hint: 'The program is stopping; try again later.',
    });
  }
}
