import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../shared/errors.ts';

const scopes = new AsyncLocalStorage<TransactionScope>();

/** What one running transaction may still do. The guarded driver asks it about every statement. */
export class TransactionScope {
  #inFlight = 0;
  #failure: { error: unknown } | null = null;
  #refusal: AppError | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #idleMs: number;

  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  static current(): TransactionScope {
    const scope = scopes.getStore();
    if (scope === undefined) throw new AppError('internal', 'A write was started outside of database.transaction.');
    return scope;
  }

  /** Makes this the current scope of the work. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return scopes.run(this, work);
  }

  /**
   * Awaits the work, but rejects as soon as no statement has run for the idle time. Whatever the work left running is refused from then on:
   * behind the rollback it would be a transaction of its own.
   */
  async watch<T>(work: () => Promise<T>): Promise<T> {
    const idle = Promise.withResolvers<never>();
    this.#timer = setTimeout(() => {
      if (this.#inFlight > 0) return;
      this.#refusal = idleError(this.#idleMs);
      idle.reject(this.#refusal);
    }, this.#idleMs);
    try {
      return await Promise.race([work(), idle.promise]);
    } finally {
      this.#end();
    }
  }

  /** Runs one statement. Throws without running it when the transaction is over or has failed. */
  async statement<T>(run: () => Promise<T>): Promise<T> {
    if (this.#refusal !== null) throw this.#refusal;
    if (this.#failure !== null) throw this.#failure.error;
    this.#inFlight += 1;
    try {
      return await run();
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    } finally {
      this.#inFlight -= 1;
      this.#timer?.refresh();
    }
  }

  /** Throws when the transaction must not be committed. */
  assertCommittable(): void {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#inFlight === 0) return;
    throw new AppError('internal', `A database transaction ended with ${this.#inFlight} statement(s) still running.`, {
      hint: 'Await every statement inside the transaction.',
    });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#refusal ??= new AppError('internal', 'A statement came after the end of its database transaction.', {
      hint: 'Await every statement inside the transaction, and do not keep its handle.',
    });
  }
}

function idleError(idleMs: number): AppError {
  return new AppError('internal', `A database transaction was rolled back: no statement ran in it for ${idleMs} ms.`, {
    hint: 'Inside a transaction await only the handle it was given.',
  });
}
