import { existsSync } from 'node:fs';
import { assertKeyOfInstallation, loadKeyFile } from '../../content/index.ts';
import { findDamage } from '../../database/dialects/sqlite/integrity.ts';
import { schemaStatus } from '../../database/migrations/schema-state.ts';
import { lookIntoDatabase } from '../../database/open-database.ts';
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
  const { version, programVersion, pending } = await lookIntoDatabase(url, schemaStatus);
  const missing = pending.length === 0 ? '' : `, ${pending.length} migrations to run at the next start`;
  return `${file === null ? 'PostgreSQL answers' : 'the file is sound'}, schema version ${version} of ${programVersion}${missing}`;
}

async function describeKey({ databaseUrl, keyFile }: StorageSettings): Promise<string> {
  const isEmpty = isNotMadeYet(databaseUrl) || (await lookIntoDatabase(databaseUrl, schemaStatus)).version === 0;
  if (isEmpty && !existsSync(keyFile)) return `${keyFile} is not there yet; nothing is encrypted so far`;
  const kek = await loadKeyFile(keyFile, false);
  if (!isEmpty) await lookIntoDatabase(databaseUrl, (database) => assertKeyOfInstallation(database, keyFile, kek));
  return `${keyFile} is ${isEmpty ? 'a key; nothing is encrypted so far' : 'the key of this installation'}`;
}

function sqliteFile(url: string): string | null {
  return url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
}

function isNotMadeYet(url: string): boolean {
  const file = sqliteFile(url);
  return file !== null && !existsSync(file);
}
