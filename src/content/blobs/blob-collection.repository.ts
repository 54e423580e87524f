import type { ExpressionBuilder } from 'kysely';
import type { Reader, Transaction } from '../../database/database.ts';
import type { Tables, Time } from '../../database/tables.ts';
import type { Blob } from './blob.ts';

type StoredBlob = Pick<Blob, 'address' | 'createdAt' | 'size'>;

/** For `where`: nothing refers to the blob. */
export function isUnreferenced(eb: ExpressionBuilder<Tables, 'blobs'>) {
  const references = eb
    .selectFrom('blob_references')
    .select('blob_references.owner_id')
    .whereRef('blob_references.workspace_id', '=', 'blobs.workspace_id')
    .whereRef('blob_references.address', '=', 'blobs.address');
  return eb.not(eb.exists(references));
}

/** Blobs of all workspaces that nothing refers to: collection serves the installation and sees no content. */
export const blobCollectionRepository = {
  /** Starts the grace time of what has lost its last reference. */
  async mark(trx: Transaction, now: Time): Promise<void> {
    await trx.updateTable('blobs').set({ unreferenced_since: now }).where('unreferenced_since', 'is', null).where(isUnreferenced).execute();
  },

  /** Forgets up to `limit` blobs that were marked before the time and are still unreferenced; their objects are then to be removed. */
  async sweep(trx: Transaction, before: Time, limit: number): Promise<StoredBlob[]> {
    const due = await trx
      .selectFrom('blobs')
      .select(['workspace_id', 'address'])
      .where('unreferenced_since', '<', before)
      .where(isUnreferenced)
      .limit(limit)
      .execute();
    const swept: StoredBlob[] = [];
    for (const { workspace_id, address } of due) {
      const row = await trx
        .deleteFrom('blobs')
        .where('workspace_id', '=', workspace_id)
        .where('address', '=', address)
        // Asked again here, because the row may have been kept since it was read.
        .where('unreferenced_since', '<', before)
        .returning(['address', 'created_at', 'size'])
        .executeTakeFirst();
      if (row !== undefined) swept.push({ address: row.address, createdAt: row.created_at, size: row.size });
    }
    return swept;
  },

  /** Which of the addresses are known, with the time that is part of their object's name. */
  async known(reader: Reader, addresses: readonly string[]): Promise<Pick<Blob, 'address' | 'createdAt'>[]> {
    const rows = await reader.selectFrom('blobs').select(['address', 'created_at']).where('address', 'in', addresses).execute();
    return rows.map((row) => ({ address: row.address, createdAt: row.created_at }));
  },
};
