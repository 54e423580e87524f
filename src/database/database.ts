import type { Kysely, Transaction as KyselyTransaction, RawBuilder } from 'kysely';
import type { SearchQuery } from '../shared/text/search-query.ts';
import type { Tables } from './tables.ts';

/** What the two engines do differently, by name; features ask for the capability and never for the engine. */
export interface DatabaseTraits {
  readonly engine: 'sqlite' | 'postgres';
  /** Whose clock decides about leases: this process's (one owner of the data folder) or the database's. */
  readonly leaseClock: 'process' | 'database';
  /** True when several processes may write at once, so that a claim locks its row and skips locked ones. */
  readonly rowLocks: boolean;
  /**
   * The search entries that match, of all workspaces, each with a score (more is better). For use as a table:
   * `reader.selectFrom(traits.matchTokens(query).as('hit')).where('hit.workspace_id', '=', …).orderBy('hit.score', 'desc')`.
   */
  matchTokens(query: SearchQuery): RawBuilder<MatchedEntry>;
}

export interface MatchedEntry {
  id: number;
  workspace_id: string;
  owner_kind: 'passage' | 'document';
  owner_id: string;
  parent_id: string;
  score: number;
}

/**
 * Statements run either on `read` (a consistent snapshot per statement, never a write) or in a transaction.
 * In a transaction nothing is awaited but its own handle: no file, no network, no `read`, no other transaction.
 */
export interface Database {
  readonly traits: DatabaseTraits;
  readonly read: Kysely<Tables>;
  /**
   * Runs the work once in a write transaction and resolves after its durable commit.
   *
   * SQLite plays transactions one after the other. PostgreSQL plays them side by side as READ COMMITTED: the stricter levels
   * fail at random and need the work to run again, which is wrong for work that counts, collects or numbers things in memory.
   * So what is read and then decided on is read with `.forUpdate()` (dropped on SQLite), or the write names what it relies
   * on (`where version = …`, a unique key) and looks at the number of rows it changed.
   *
   * After a failed statement the transaction can only be rolled back, even if the work catches the error.
   * A transaction in which no statement runs for two seconds is rolled back.
   * Throws what the work throws (rolled back), or AppError `storage_full`, `unavailable`, `overloaded`.
   */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A database that is only looked into. */
export type DatabaseReader = Pick<Database, 'traits' | 'read' | 'close'>;

/** What a repository reads with: the snapshot or a running transaction. */
export type Reader = Kysely<Tables> | Transaction;
export type Transaction = KyselyTransaction<Tables>;
