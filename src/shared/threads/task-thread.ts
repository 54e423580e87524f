import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import { assertOutsideTransaction } from '../transaction-guard.ts';
import type { ThreadAnswer } from './messages.ts';

export interface TaskThreadDefinition {
  /** Names the work in errors, as the subject of a sentence, e.g. `Reading the text`. */
  name: string;
  /** Module with `export default function (input) { return output }`; loaded in the thread only. */
  module: URL;
  /** Wall time of a call, milliseconds, without its waiting for the calls before it; past it the thread is ended. */
  deadlineMs: number;
  /** Heap of the thread, MiB; past it the thread is ended. */
  heapMegabytes: number;
  /** A thread without work is ended after this many milliseconds, and its memory returns. */
  idleMs: number;
}

/** Calls that may wait; whoever comes after them is told to come again. */
const mostWaiting = 50;
/** Less than the main thread has, so that whatever is read here can be read there too. */
const stackMegabytes = 0.9;

/** Work on our own data that would hold up the event loop runs in one thread, started with the first call; calls queue. */
export class TaskThread<Input, Output> {
  readonly #definition: TaskThreadDefinition;
  #worker: Worker | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #calls = 0;

  constructor(definition: TaskThreadDefinition) {
    this.#definition = definition;
  }

  /**
   * Throws what the module throws: an AppError as it is, anything else as `internal`; `unprocessable` when the thread was ended at a limit
   * or died, after which the next call gets a new one; `overloaded` when too many wait.
   * @param signal ends the thread of a running call; the call rejects with the signal's reason
   */
  async run(input: Input, signal?: AbortSignal): Promise<Output> {
    assertOutsideTransaction(this.#definition.name);
    if (this.#calls > mostWaiting) {
      throw new AppError('overloaded', `${this.#definition.name} has to wait for ${this.#calls} others.`, {
        ...{ hint: 'Try again in a moment.', retryAfterSeconds: 5 },
      });
    }
    this.#calls += 1;
    const call = this.#turn.then(() => this.#call(input, signal));
    // Whoever comes next waits for the end of this call; how it ended is told to its own caller.
    this.#turn = Promise.allSettled([call]);
    try {
      return await call;
    } finally {
      this.#calls -= 1;
    }
  }

  async #call(input: Input, signal: AbortSignal | undefined): Promise<Output> {
    signal?.throwIfAborted();
    clearTimeout(this.#idleTimer);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    try {
      return outputOf(this.#definition.name, await this.#exchange(worker, input, signal)) as Output;
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      this.#worker = undefined;
      await worker.terminate();
      throw error.reason;
    } finally {
      this.#rest(worker);
    }
  }

  /** Throws Ended when the thread is of no more use. */
  async #exchange(worker: Worker, input: Input, signal: AbortSignal | undefined): Promise<ThreadAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer>();
    const timer = setTimeout(() => reject(new Ended(tooSlow(this.#definition))), this.#definition.deadlineMs);
    const onAbort = () => reject(new Ended(signal?.reason));
    const onError = (cause: unknown) => reject(new Ended(died(this.#definition, cause)));
    const onExit = () => reject(new Ended(died(this.#definition)));
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', resolve).on('error', onError).on('exit', onExit);
    try {
      worker.ref();
      worker.postMessage(input);
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      worker.off('message', resolve).off('error', onError).off('exit', onExit);
    }
  }

  #start(): Worker {
    const { module, heapMegabytes } = this.#definition;
    const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), {
      ...{ execArgv: [], workerData: { module: module.href } },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, stackSizeMb: stackMegabytes },
    });
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    // A thread that dies between two calls has nobody to tell; the next call starts another.
    return worker.on('error', forget).on('exit', forget);
  }

  /** An idle thread must not keep the program alive. */
  #rest(worker: Worker): void {
    if (this.#worker !== worker) return;
    worker.unref();
    this.#idleTimer = setTimeout(() => {
      if (this.#worker === worker) this.#worker = undefined;
      void worker.terminate();
    }, this.#definition.idleMs).unref();
  }
}

/** The thread cannot answer this call nor another. */
class Ended extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('The thread was ended.');
    this.reason = reason;
  }
}

function outputOf(name: string, answer: ThreadAnswer): unknown {
  if (answer.kind === 'done') return answer.output;
  const { kind, message } = answer;
  if (kind === 'failed') throw new AppError('internal', `${name} failed: ${message}`, { cause: answer.stack });
  const { code, hint, errors } = answer;
  throw new AppError(code, message, { ...(hint === undefined ? {} : { hint }), ...(errors === undefined ? {} : { errors }) });
}

function tooSlow({ name, deadlineMs }: TaskThreadDefinition): AppError {
  return new AppError('unprocessable', `${name} was stopped after ${deadlineMs / 1000} s.`, {
    hint: 'Split the text, or remove repeated marks such as rows of backticks and deep lists.',
  });
}

function died({ name, heapMegabytes }: TaskThreadDefinition, cause?: unknown): AppError {
  const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const message = isFull ? `${name} needs more than ${heapMegabytes} MiB of memory.` : `${name} ended unexpectedly.`;
  return new AppError('unprocessable', message, { hint: 'Split the text, or simplify it, and try again.', cause });
}
