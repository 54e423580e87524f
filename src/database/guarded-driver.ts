import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { AppError } from '../shared/errors.ts';
import { assertOutsideTransaction } from '../shared/transaction-guard.ts';
import { TransactionScope } from './transaction-scope.ts';

/** Turns an engine's error into an AppError where it means something to a person, and leaves the others as they are. */
export type Explain = (error: unknown) => unknown;

/** An engine's driver for transactions: each statement is allowed by the scope, each error explained. */
export function guardWrites(driver: Driver, explain: Explain): Driver {
  return new GuardedDriver(driver, explain, () => {
    const scope = TransactionScope.current();
    return { run: (statement) => scope.statement(statement), beforeCommit: () => scope.assertCommittable() };
  });
}

/** An engine's driver for reads outside of transactions. */
export function guardReads(driver: Driver, explain: Explain): Driver {
  return new GuardedDriver(driver, explain, () => {
    assertOutsideTransaction('A read outside of the transaction');
    return { run: (statement) => statement(), beforeCommit: () => {} };
  });
}

interface Guard {
  run<T>(statement: () => Promise<T>): Promise<T>;
  beforeCommit(): void;
}

class GuardedDriver implements Driver {
  readonly #inner: Driver;
  readonly #explain: Explain;
  readonly #newGuard: () => Guard;

  constructor(inner: Driver, explain: Explain, newGuard: () => Guard) {
    this.#inner = inner;
    this.#explain = explain;
    this.#newGuard = newGuard;
  }

  init(): Promise<void> {
    return this.#explained(() => this.#inner.init());
  }

  async acquireConnection(): Promise<GuardedConnection> {
    const guard = this.#newGuard();
    return new GuardedConnection(await this.#explained(() => this.#inner.acquireConnection()), guard, this.#explain);
  }

  beginTransaction(connection: GuardedConnection, settings: TransactionSettings): Promise<void> {
    return this.#explained(() => this.#inner.beginTransaction(connection.inner, settings));
  }

  async commitTransaction(connection: GuardedConnection): Promise<void> {
    connection.guard.beforeCommit();
    await this.#explained(() => this.#inner.commitTransaction(connection.inner));
  }

  async rollbackTransaction(connection: GuardedConnection): Promise<void> {
    try {
      await this.#inner.rollbackTransaction(connection.inner);
    } catch {
      // Only a lost connection fails here, and with it the transaction is gone; the error that led to the rollback is the one to tell.
    }
  }

  releaseConnection(connection: GuardedConnection): Promise<void> {
    return this.#inner.releaseConnection(connection.inner);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }

  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#explain(error);
    }
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly guard: Guard;
  readonly #explain: Explain;

  constructor(inner: DatabaseConnection, guard: Guard, explain: Explain) {
    this.inner = inner;
    this.guard = guard;
    this.#explain = explain;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.guard.run(async () => {
      try {
        return await this.inner.executeQuery<R>(query);
      } catch (error) {
        throw this.#explain(error);
      }
    });
  }

  /** Left out on purpose: a half-read stream would hold a snapshot open. Long lists are read in pages by key. */
  // biome-ignore lint/correctness/useYield: it only refuses
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new AppError('internal', 'Streaming of a query is not supported.', { hint: 'Read in pages by key.' });
  }
}
