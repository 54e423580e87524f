import { type Kysely, sql } from 'kysely';
import type { MigrationHost } from '../../migrations/runner.ts';
import type { Tables } from '../../tables.ts';
import { postgresSchema } from './schema.ts';

/** Any number, the same in every version of the program. */
const migrationLock = 7_246_001;

export function postgresMigrationHost(db: Kysely<Tables>): MigrationHost {
  return {
    db,
    schema: postgresSchema,
    exclusively(work) {
      return db.transaction().execute(async (trx) => {
        // Waiting for another process, and building an index, may take longer than any statement of a request.
        await sql`set local statement_timeout = 0`.execute(trx);
        await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx);
        return work(trx);
      });
    },
    /** The operator's backups and point-in-time recovery cover this; the migration itself is one transaction. */
    async keepCopy() {},
  };
}
