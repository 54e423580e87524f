import { AppError } from '../../../shared/errors.ts';
import type { StatementResult } from './statement-cache.ts';
import { ThreadClient, TransactionLost } from './thread-client.ts';

/** A group is committed at the latest after so many transactions or milliseconds, however many more wait. */
const maxGroupSize = 256;
const maxGroupMs = 20;

/** Transactions that share one COMMIT, and so one fsync. */
interface Group {
  readonly startedAt: number;
  size: number;
  readonly durable: PromiseWithResolvers<void>;
}

/**
 * Plays transactions one after the other on the writer thread, each as a savepoint inside an outer transaction.
 * The outer one is committed when nobody waits; while its COMMIT waits for the disk, the next group gathers.
 */
export class SqliteWriter {
  readonly #thread = new ThreadClient();
  readonly #waiting: PromiseWithResolvers<void>[] = [];
  #busy = false;
  #closed = false;
  readonly #idle = Promise.withResolvers<void>();
  #group: Group | null = null;
  #lastCommit: Promise<unknown> = Promise.resolve();

  async open(file: string, busyTimeoutMs?: number): Promise<void> {
    await this.#thread.ask({ kind: 'open', file, busyTimeoutMs });
  }

  /** Waits for its turn. The transaction must be ended by `commit` or `rollback`. */
  async begin(): Promise<WriterTransaction> {
    if (this.#closed) throw new AppError('unavailable', 'The database is closed.', { hint: 'The program is stopping.' });
    if (this.#busy) {
      const turn = Promise.withResolvers<void>();
      this.#waiting.push(turn);
      await turn.promise;
    }
    this.#busy = true;
    this.#group ??= { startedAt: performance.now(), size: 0, durable: silent(Promise.withResolvers<void>()) };
    return new WriterTransaction(this.#thread, (outcome) => this.#end(outcome));
  }

  /** Waits for the transactions that have begun or wait, then closes the file. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#busy) await this.#idle.promise;
    await this.#lastCommit;
    await this.#thread.close();
  }

  #end(outcome: Outcome): Promise<void> {
    const group = this.#group;
    if (group === null) throw new AppError('internal', 'A transaction ended without a group.');
    if (outcome.kind === 'lost') this.#fail(group, outcome.error);
    else if (outcome.kind !== 'unused') this.#endSavepoint(group, outcome.kind);
    else if (this.#isFull(group)) this.#commit(group, 'none');
    this.#passTurn();
    return group.durable.promise;
  }

  #endSavepoint(group: Group, savepoint: 'release' | 'rollback'): void {
    group.size += 1;
    if (this.#isFull(group)) this.#commit(group, savepoint);
    else this.#thread.tell({ kind: 'end', savepoint, commits: false });
  }

  #isFull(group: Group): boolean {
    return this.#waiting.length === 0 || group.size >= maxGroupSize || performance.now() - group.startedAt > maxGroupMs;
  }

  #commit(group: Group, savepoint: 'release' | 'rollback' | 'none'): void {
    this.#group = null;
    if (group.size === 0) {
      group.durable.resolve();
      return;
    }
    this.#lastCommit = this.#thread.ask({ kind: 'end', savepoint, commits: true }).then(
      () => group.durable.resolve(),
      (error) => group.durable.reject(error),
    );
  }

  #fail(group: Group, error: unknown): void {
    this.#group = null;
    group.durable.reject(error);
  }

  #passTurn(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next.resolve();
      return;
    }
    this.#busy = false;
    if (this.#closed) this.#idle.resolve();
  }
}

type Outcome = { kind: 'release' | 'rollback' | 'unused' } | { kind: 'lost'; error: unknown };

/** One transaction whose turn it is. */
export class WriterTransaction {
  readonly #thread: ThreadClient;
  readonly #end: (outcome: Outcome) => Promise<void>;
  #begun = false;
  #ended = false;
  #lost: unknown = null;
  #latest: Promise<unknown> = Promise.resolve();

  constructor(thread: ThreadClient, end: (outcome: Outcome) => Promise<void>) {
    this.#thread = thread;
    this.#end = end;
  }

  async statement(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    const answer = this.#thread.ask({ kind: 'statement', begins: !this.#begun, sql, parameters });
    this.#begun = true;
    this.#latest = answer.catch(() => {});
    try {
      return (await answer) ?? { rows: [], changes: 0 };
    } catch (error) {
      if (error instanceof TransactionLost) this.#lost ??= error;
      throw error;
    }
  }

  /** Resolves when the group's COMMIT is on the disk. */
  async commit(): Promise<void> {
    await this.#finish('release');
  }

  /** Undoes this transaction only; the others of its group go on. Does nothing after `commit`. */
  async rollback(): Promise<void> {
    if (this.#ended) return;
    // A lost transaction rejects the promise of the group; it is those who committed into it that must hear of it.
    await this.#finish('rollback', 'detached');
  }

  async #finish(kind: 'release' | 'rollback', wait: 'durable' | 'detached' = 'durable'): Promise<void> {
    this.#ended = true;
    // Answers come in order, so after the latest none is under way.
    await this.#latest;
    const durable = this.#end(this.#lost !== null ? { kind: 'lost', error: this.#lost } : { kind: this.#begun ? kind : 'unused' });
    if (wait === 'durable') await durable;
  }
}

/** The group's promise may have nobody who waits, when all its transactions rolled back. */
function silent(resolvers: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  resolvers.promise.catch(() => {});
  return resolvers;
}
