import { join } from 'node:path';
import type { LoadedConfig } from '../config/index.ts';
import { holdFolder } from '../database/folder-hold.ts';
import { type SchemaStatus, schemaStatus } from '../database/migrations/schema-state.ts';
import { lookIntoDatabase, openDatabase } from '../database/open-database.ts';
import { prepareDataFolder } from './data-folder.ts';

/** What `db status` shows; also beside a running process, because it only reads. */
export async function databaseStatus(config: LoadedConfig): Promise<SchemaStatus> {
  return lookIntoDatabase(config.values.databaseUrl, schemaStatus);
}

/** Runs the missing migrations. Throws AppError `locked` beside a running process. */
export async function migrateDatabase(config: LoadedConfig): Promise<{ before: SchemaStatus; after: SchemaStatus }> {
  const { dataDir, databaseUrl } = config.values;
  prepareDataFolder(dataDir);
  const hold = holdFolder(dataDir);
  try {
    const before = await databaseStatus(config);
    const database = await openDatabase({ url: databaseUrl, poolSize: 2, backupsFolder: join(dataDir, 'backups') });
    await database.close();
    return { before, after: await databaseStatus(config) };
  } finally {
    hold.release();
  }
}
