import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../shared/errors.ts';
import type { MigrationHost } from '../../migrations/runner.ts';
import type { Tables } from '../../tables.ts';
import { sqliteSchema } from './schema.ts';

/** Another process may be migrating; it is waited for this long. */
const waitMs = 60_000;

/** Migrates over a connection of its own, before anything else uses the database. */
export function sqliteMigrationHost(database: DatabaseSync, db: Kysely<Tables>, backupsFolder: string): MigrationHost {
  return {
    db,
    schema: sqliteSchema,
    async exclusively(work) {
      // Tables are rebuilt by copy, drop and rename, which foreign keys would forbid; the pragma does nothing inside a transaction.
      database.exec(`pragma busy_timeout = ${waitMs}; pragma foreign_keys = off`);
      try {
        return await db.transaction().execute(async (trx) => {
          const result = await work(trx);
          await assertForeignKeys(trx);
          return result;
        });
      } finally {
        database.exec('pragma foreign_keys = on');
      }
    },
    async keepCopy(state) {
      mkdirSync(backupsFolder, { recursive: true, mode: 0o700 });
      const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
      await sql`vacuum into ${join(backupsFolder, `before-migration-from-${state.version}-${stamp}.db`)}`.execute(db);
    },
  };
}

async function assertForeignKeys(trx: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(trx);
  const first = rows[0];
  if (first === undefined) return;
  throw new AppError(
    'internal',
    `The migration left ${rows.length} row(s) that refer to nothing, the first in ${first.table} to ${first.parent}.`,
    {
      hint: 'Nothing was changed. Report this with the output of `aiwriter doctor`.',
    },
  );
}
