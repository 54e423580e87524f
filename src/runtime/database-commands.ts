import { join } from 'node:path';
import type { LoadedConfig } from '../config/index.ts';
import { holdFolder } from '../database/folder-hold.ts';
import { type SchemaStatus, schemaStatus } from '../database/migrations/schema-state.ts';
import { openDatabase } from '../database/open-database.ts';
import { prepareDataFolder } from './data-folder.ts';

/** What `db status` shows; also beside a running process, because it only reads. */
export async function databaseStatus(config: LoadedConfig): Promise<SchemaStatus> {
  prepareDataFolder(config.values.dataDir);
  return withDatabase(config, 'any', (database) => schemaStatus(database));
}

/** Runs the missing migrations. Throws AppError `locked` beside a running process. */
export async function migrateDatabase(config: LoadedConfig): Promise<{ before: SchemaStatus; after: SchemaStatus }> {
  prepareDataFolder(config.values.dataDir);
  const hold = holdFolder(config.values.dataDir);
  try {
    const before = await withDatabase(config, 'any', (database) => schemaStatus(database));
    const after = await withDatabase(config, 'migrate', (database) => schemaStatus(database));
    return { before, after };
  } finally {
    hold.release();
  }
}

async function withDatabase<T>(
  { values }: LoadedConfig,
  mode: 'any' | 'migrate',
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    url: values.databaseUrl,
    poolSize: 2,
    backupsFolder: join(values.dataDir, 'backups'),
    migrations: { mode },
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
