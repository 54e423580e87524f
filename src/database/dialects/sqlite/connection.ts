import { DatabaseSync } from 'node:sqlite';

/** How long a connection waits for a lock. Only other programs (a backup tool, the sqlite3 shell) can hold one for long. */
const defaultBusyTimeoutMs = 5_000;

/** The connection that writes; there is one per database. Makes the file when it is missing. */
export function openWriteConnection(file: string, busyTimeoutMs = defaultBusyTimeoutMs): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma foreign_keys = on;
      pragma temp_store = memory;
      pragma cache_size = -16384;
      pragma journal_size_limit = 67108864;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that only reads, so that it never waits for the writer and the writer never for it. */
export function openReadConnection(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: defaultBusyTimeoutMs });
  database.exec('pragma temp_store = memory; pragma cache_size = -16384;');
  return database;
}
