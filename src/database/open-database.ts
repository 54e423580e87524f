import { AppError } from '../shared/errors.ts';
import type { Database, DatabaseReader } from './database.ts';
import { openPostgresDatabase } from './dialects/postgres/open.ts';
import { openSqliteDatabase, openSqliteReader } from './dialects/sqlite/open.ts';
import type { MigrationOptions } from './migrations/runner.ts';

export interface OpenOptions {
  /** `sqlite:PATH` or `postgres://…`. */
  url: string;
  /** PostgreSQL: connections at most. */
  poolSize?: number;
  /** SQLite: where the copy before a migration goes. */
  backupsFolder?: string;
  migrations?: MigrationOptions;
}

/** Opens the database a URL names. Throws AppError `validation_failed` for an unknown kind, and what the engines throw. */
export function openDatabase({ url, poolSize, backupsFolder, migrations }: OpenOptions): Promise<Database> {
  if (url.startsWith('sqlite:')) return openSqliteDatabase({ file: url.slice('sqlite:'.length), backupsFolder, migrations });
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return openPostgresDatabase({ url, poolSize, migrations });
  throw unknownKind(url);
}

/**
 * Looks into the database a URL names as it is: nothing is made, migrated or written, so it may be done beside the process that owns it.
 * Throws as `openDatabase`.
 */
export async function lookIntoDatabase<T>(url: string, look: (database: DatabaseReader) => Promise<T>): Promise<T> {
  const database = url.startsWith('sqlite:')
    ? openSqliteReader(url.slice('sqlite:'.length))
    : await openDatabase({ url, poolSize: 2, migrations: { mode: 'any' } });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

function unknownKind(url: string): AppError {
  return new AppError(
    'validation_failed',
    `The database URL begins with “${url.split(':')[0]}”, which is no database this program knows.`,
    {
      hint: 'Use sqlite:PATH or postgres://user:password@host:port/database.',
    },
  );
}
