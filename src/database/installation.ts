import { AppError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import type { Database, Reader } from './database.ts';

/**
 * The ID of the installation this database belongs to, made at the first start.
 * @param now UTC milliseconds
 */
export async function ensureInstallation(database: Database, now: number): Promise<string> {
  const known = await findInstallation(database.read);
  if (known !== null) return known;
  return database.transaction(async (trx) => {
    const raced = await findInstallation(trx);
    if (raced !== null) return raced;
    const id = newId('installation');
    await trx.insertInto('installation').values({ id, created_at: now }).execute();
    return id;
  });
}

/** Throws AppError `conflict` when a store of files or vectors was made by another installation: a lost volume must not look like an empty product. */
export function assertSameInstallation(databaseId: string, store: { what: string; id: string }): void {
  if (store.id === databaseId) return;
  throw new AppError('conflict', `${store.what} belongs to the installation ${store.id}, the database to ${databaseId}.`, {
    hint: 'Mount the volume that belongs to this database, or restore both from the same backup.',
  });
}

async function findInstallation(reader: Reader): Promise<string | null> {
  const row = await reader.selectFrom('installation').select('id').orderBy('created_at').executeTakeFirst();
  return row?.id ?? null;
}
