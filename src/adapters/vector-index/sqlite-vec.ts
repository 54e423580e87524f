import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../ports/logger.ts';
import type { VectorIndex, VectorItem, VectorMatch } from '../../ports/vector-index.ts';
import { AppError } from '../../shared/errors.ts';
import type { StoreAnswer, StoreCall } from './messages.ts';

export interface SqliteVecOptions {
  /** Where `vectors.db` is or will be. */
  path: string;
  logger: Logger;
  /** The worker ends, and gives its memory back, after this many milliseconds without a call. */
  idleMs?: number;
}

type Settle = ReturnType<typeof Promise.withResolvers<unknown>>;

/** Vectors in a SQLite file of their own, behind a worker thread that starts with the first call: a scan never blocks the event loop. */
export function createSqliteVecIndex(options: SqliteVecOptions): VectorIndex {
  return new SqliteVecIndex(options);
}

class SqliteVecIndex implements VectorIndex {
  readonly #path: string;
  readonly #logger: Logger;
  readonly #idleMs: number;
  readonly #waiting = new Map<number, Settle>();
  #worker: Worker | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastCall = 0;
  #closed = false;

  constructor({ path, logger, idleMs = 60_000 }: SqliteVecOptions) {
    this.#path = path;
    this.#logger = logger;
    this.#idleMs = idleMs;
  }

  async prepare(model: string): Promise<{ isSeeded: boolean }> {
    return (await this.#call('prepare', [model])) as { isSeeded: boolean };
  }

  async markSeeded(): Promise<void> {
    await this.#call('markSeeded', []);
  }

  async upsert(workspaceId: string, items: readonly VectorItem[]): Promise<void> {
    await this.#call('upsert', [workspaceId, items]);
  }

  async removeSource(workspaceId: string, sourceId: string): Promise<void> {
    await this.#call('removeSource', [workspaceId, sourceId]);
  }

  async query(workspaceId: string, vector: Float32Array, k: number, sourceIds?: readonly string[]): Promise<VectorMatch[]> {
    return (await this.#call('query', [workspaceId, vector, k, sourceIds])) as VectorMatch[];
  }

  async count(workspaceId: string): Promise<number> {
    return (await this.#call('count', [workspaceId])) as number;
  }

  async clear(workspaceId: string): Promise<void> {
    await this.#call('clear', [workspaceId]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  async #call(method: StoreCall['method'], args: unknown[]): Promise<unknown> {
    if (this.#closed) throw stopped('it was closed');
    clearTimeout(this.#idleTimer);
    this.#worker ??= this.#start();
    const settle = Promise.withResolvers<unknown>();
    this.#lastCall += 1;
    this.#waiting.set(this.#lastCall, settle);
    this.#worker.ref();
    this.#worker.postMessage({ id: this.#lastCall, method, args } satisfies StoreCall);
    return await settle.promise;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./sqlite-vec.worker.ts', import.meta.url), { workerData: { path: this.#path }, name: 'vectors' });
    worker.on('message', (answer: StoreAnswer) => this.#receive(worker, answer));
    worker.on('error', (error: Error) => this.#lose(worker, error.message));
    worker.on('exit', (code) => this.#lose(worker, `its thread ended with code ${code}`));
    return worker;
  }

  #receive(worker: Worker, { id, result, error, damage }: StoreAnswer): void {
    if (damage !== undefined) {
      this.#logger.warn(
        { path: this.#path, damage },
        'The vector index was damaged and starts empty; its vectors are made again after the next change of a source or the next start',
      );
    }
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) settle?.resolve(result);
    else settle?.reject(new AppError(error.code, error.message, { hint: error.hint }));
    if (this.#waiting.size === 0) this.#rest(worker);
  }

  #rest(worker: Worker): void {
    worker.unref();
    this.#idleTimer = setTimeout(() => void this.#stop(), this.#idleMs).unref();
  }

  /** Calls made before are answered first, because the worker takes its messages in order. */
  async #stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    worker.ref();
    worker.postMessage({ id: 0, method: 'close', args: [] } satisfies StoreCall);
    await once(worker, 'exit');
  }

  /** A thread that died takes its unanswered calls with it; the next call starts another. */
  #lose(worker: Worker, reason: string): void {
    if (this.#worker !== worker && this.#worker !== undefined) return;
    this.#worker = undefined;
    for (const settle of this.#waiting.values()) settle.reject(stopped(reason));
    this.#waiting.clear();
  }
}

function stopped(reason: string): AppError {
  return new AppError('unavailable', `The vector index stopped: ${reason}`, { hint: 'Search goes on by words alone; try again.' });
}
