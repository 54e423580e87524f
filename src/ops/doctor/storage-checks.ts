import { existsSync } from 'node:fs';
import { loadKeyFile } from '../../content/index.ts';
import { findDamage } from '../../database/dialects/sqlite/integrity.ts';
import { schemaStatus } from '../../database/migrations/schema-state.ts';
import { openDatabase } from '../../database/open-database.ts';
import { AppError } from '../../shared/errors.ts';
import type { DoctorCheck } from './doctor.ts';

export interface StorageSettings {
  databaseUrl: string;
  keyFile: string;
}

/** The database and the key of the stored files. Nothing is made or migrated by looking. */
export function storageChecks(settings: StorageSettings): DoctorCheck[] {
  return [
    { name: 'database', run: () => describeDatabase(settings.databaseUrl) },
    { name: 'key file', run: () => describeKey(settings) },
  ];
}

async function describeDatabase(url: string): Promise<string> {
  if (isNotMadeYet(url)) return 'there is none yet; the first start makes it';
  const file = sqliteFile(url);
  const damage = file === null ? [] : findDamage(file);
  if (damage.length > 0) {
    throw new AppError('unavailable', `The database ${file} is damaged: ${damage.slice(0, 3).join('; ')}`, {
      hint: 'Stop AI-Writer, keep the file aside and restore the newest backup.',
    });
  }
  const { version, programVersion, pending } = await lookInto(url, schemaStatus);
  const missing = pending.length === 0 ? '' : `, ${pending.length} migrations to run at the next start`;
  return `${file === null ? 'PostgreSQL answers' : 'the file is sound'}, schema version ${version} of ${programVersion}${missing}`;
}

async function describeKey({ databaseUrl, keyFile }: StorageSettings): Promise<string> {
  const wanted = isNotMadeYet(databaseUrl) ? [] : await keysInUse(databaseUrl);
  if (wanted.length === 0 && !existsSync(keyFile)) return `${keyFile} is not there yet; nothing is encrypted so far`;
  const { id } = await loadKeyFile(keyFile, false);
  if (wanted.every((kek) => kek === id)) return `${keyFile} is the key of this installation`;
  throw new AppError('conflict', `${keyFile} is not the key of the stored files: they need ${wanted.join(', ')}, it is ${id}`, {
    hint: 'Set AIWRITER_KEY_FILE to the key file of this installation, or restore it from its backup.',
  });
}

function keysInUse(url: string): Promise<string[]> {
  return lookInto(url, async (database) => {
    const { version } = await schemaStatus(database);
    if (version === 0) return [];
    const rows = await database.read.selectFrom('workspace_keys').select('kek_id').where('shredded_at', 'is', null).distinct().execute();
    return rows.map((row) => row.kek_id);
  });
}

async function lookInto<T>(url: string, look: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, poolSize: 2, migrations: { mode: 'any' } });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

function sqliteFile(url: string): string | null {
  return url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
}

function isNotMadeYet(url: string): boolean {
  const file = sqliteFile(url);
  return file !== null && !existsSync(file);
}
