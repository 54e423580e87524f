import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from './tables.ts';

/** What the two engines do differently, by name; features ask for the capability and never for the engine. */
export interface DatabaseTraits {
  readonly engine: 'sqlite' | 'postgres';
  /** Whose clock decides about leases: this process's (one owner of the data folder) or the database's. */
  readonly leaseClock: 'process' | 'database';
  /** True when several processes may write at once, so that a claim locks its row and skips locked ones. */
  readonly rowLocks: boolean;
}

/**
 * Statements run either on `read` (a consistent snapshot per statement, never a write) or in a transaction.
 * In a transaction nothing is awaited but its own handle: no file, no network, no other transaction.
 */
export interface Database {
  readonly traits: DatabaseTraits;
  readonly read: Kysely<Tables>;
  /**
   * Runs the work in one serialisable write transaction and resolves after its durable commit.
   * Throws what the work throws (rolled back), or AppError `storage_full`, `unavailable`.
   */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What a repository reads with: the snapshot or a running transaction. */
export type Reader = Kysely<Tables> | Transaction;
export type Transaction = KyselyTransaction<Tables>;
