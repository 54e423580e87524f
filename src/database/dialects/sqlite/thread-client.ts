import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { SqliteError, type WriterAnswer, type WriterRequest } from './protocol.ts';
import type { StatementResult } from './statement-cache.ts';

/** Thrown for a statement after which SQLite has no transaction any more: everything since its BEGIN is gone. */
export class TransactionLost extends SqliteError {}

/**
 * The main thread's end of the writer thread: requests go out in order, answers come back in the same order. A message costs more than most
 * statements, so requests made in the same turn of the event loop share one.
 */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<StatementResult | null>[] = [];
  readonly #exited: Promise<void>;
  #outgoing: WriterRequest[] = [];
  #isSending = false;
  #death: AppError | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { execArgv: [], name: 'sqlite-writer' });
    this.#worker.on('message', (answers: WriterAnswer[]) => {
      for (const answer of answers) this.#settle(answer);
    });
    this.#worker.on('error', (error) => this.#die(error));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#die(new Error('The thread ended.'));
        resolve();
      });
    });
  }

  /** Sends a request and waits for its answer. Throws SqliteError, TransactionLost, or AppError `unavailable` when the thread is gone. */
  ask(request: WriterRequest): Promise<StatementResult | null> {
    if (this.#death !== null) return Promise.reject(this.#death);
    const waiting = Promise.withResolvers<StatementResult | null>();
    this.#waiting.push(waiting);
    this.#outgoing.push(request);
    if (!this.#isSending) process.nextTick(() => this.#send());
    this.#isSending = true;
    return waiting.promise;
  }

  /** Sends a request that has no answer, together with the next one that has. */
  tell(request: WriterRequest): void {
    this.#outgoing.push(request);
  }

  /** Closes the database file in order and ends the thread. */
  async close(): Promise<void> {
    try {
      await this.ask({ kind: 'close' });
    } finally {
      await this.#exited;
    }
  }

  /** Runs when the promises of this turn have settled, and with them all that follows from one answer has been asked. */
  #send(): void {
    this.#isSending = false;
    this.#worker.postMessage(this.#outgoing);
    this.#outgoing = [];
  }

  #settle(answer: WriterAnswer): void {
    const waiting = this.#waiting.shift();
    if (answer.ok) waiting?.resolve(answer.result);
    else waiting?.reject(answer.transactionLost ? new TransactionLost(answer.error) : new SqliteError(answer.error));
  }

  #die(cause: unknown): void {
    this.#death ??= new AppError('unavailable', 'The thread that writes the database has stopped.', {
      hint: 'Start the program again. What was reported as saved is saved.',
      cause,
    });
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#death);
  }
}
