import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely } from 'kysely';
import { assembleDatabase } from '../../assemble.ts';
import type { Database, DatabaseReader, DatabaseTraits } from '../../database.ts';
import { guardReads, guardWrites } from '../../guarded-driver.ts';
import { type MigrationOptions, migrateSchema } from '../../migrations/runner.ts';
import type { Tables } from '../../tables.ts';
import { openReadConnection, openWriteConnection } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { DirectDriver, WriterDriver } from './drivers.ts';
import { explainSqliteError } from './errors.ts';
import { sqliteMigrationHost } from './migration-host.ts';
import { pipelinedKysely } from './pipelined.ts';
import { matchTokens } from './search.ts';
import { SqliteWriter } from './writer.ts';

export interface SqliteOptions {
  /** Made when missing; its folder must exist. */
  file: string;
  /** Where the copy before a migration goes. By default `backups` beside the file. */
  backupsFolder?: string;
  migrations?: MigrationOptions;
  /** Milliseconds without a statement after which a transaction is rolled back; 2,000 by default. */
  idleTransactionMs?: number;
  /** Milliseconds to wait for a lock another program holds on the file; 5,000 by default. */
  busyTimeoutMs?: number;
}

const traits: DatabaseTraits = { engine: 'sqlite', leaseClock: 'process', rowLocks: false, matchTokens };

/**
 * Opens the database file as it is for reading alone, also beside the process that owns it; one that is not there yet is empty.
 * Throws AppError `unavailable` (damaged, not readable).
 */
export function openSqliteReader(file: string): DatabaseReader {
  try {
    const read = openReader(existsSync(file) ? file : ':memory:');
    return { traits, read, close: () => read.destroy() };
  } catch (error) {
    throw explainSqliteError(error, file);
  }
}

/**
 * Opens the database file, migrates it, and starts the thread that writes it. The caller owns the data folder (`holdFolder`).
 * Throws AppError `unavailable` (damaged, not readable, not writable), `version_refused`, `storage_full`.
 */
export async function openSqliteDatabase(options: SqliteOptions): Promise<Database> {
  const { file, idleTransactionMs } = options;
  const explain = (error: unknown) => explainSqliteError(error, file);
  const writer = new SqliteWriter();
  try {
    await migrate(options);
    await writer.open(file, options.busyTimeoutMs);
    const read = openReader(file);
    const write = pipelinedKysely<Tables>(guardWrites(new WriterDriver(writer), explain));
    return assembleDatabase({
      traits,
      read,
      write,
      idleTransactionMs,
      async close() {
        await read.destroy();
        await writer.close();
      },
    });
  } catch (error) {
    await writer.close();
    throw explain(error);
  }
}

function openReader(file: string): Kysely<Tables> {
  const driver = guardReads(new DirectDriver(openReadConnection(file)), (error) => explainSqliteError(error, file));
  return new Kysely<Tables>({ dialect: sqliteDialect(driver) });
}

async function migrate({ file, backupsFolder = join(dirname(file), 'backups'), migrations }: SqliteOptions): Promise<void> {
  const database = openWriteConnection(file);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(new DirectDriver(database)) });
  try {
    await migrateSchema(sqliteMigrationHost(database, db, backupsFolder), migrations);
  } finally {
    database.close();
  }
}
