import type { Kysely } from 'kysely';
import { crossBoundary } from '../shared/boundary.ts';
import { assertOutsideTransaction, markTransaction } from '../shared/transaction-guard.ts';
import type { Database, DatabaseTraits, Transaction } from './database.ts';
import type { Tables } from './tables.ts';
import { TransactionScope } from './transaction-scope.ts';

/** A transaction in which no statement runs for so long is rolled back: it keeps everybody else from writing. */
const defaultIdleMs = 2_000;

export interface DatabaseParts {
  traits: DatabaseTraits;
  /** Over a driver of `guardReads`. */
  read: Kysely<Tables>;
  /** Over a driver of `guardWrites`. */
  write: Kysely<Tables>;
  /** Milliseconds; for tests. */
  idleTransactionMs?: number;
  close(): Promise<void>;
}

/** The same `Database` over both engines. */
export function assembleDatabase({ traits, read, write, idleTransactionMs = defaultIdleMs, close }: DatabaseParts): Database {
  let closing: Promise<void> | undefined;
  return {
    traits,
    read,
    async transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T> {
      assertOutsideTransaction('Another transaction');
      const scope = new TransactionScope(idleTransactionMs);
      const result = await markTransaction(() =>
        scope.run(() =>
          write.transaction().execute(async (trx) => {
            const done = await scope.watch(() => work(trx));
            crossBoundary('commit', 'before');
            return done;
          }),
        ),
      );
      crossBoundary('commit', 'after');
      return result;
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
