import type { Selectable } from 'kysely';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import type { BlobsTable } from '../../database/tables.ts';
import { AppError } from '../../shared/errors.ts';
import type { Blob, BlobOwner } from './blob.ts';
import { isUnreferenced } from './blob-collection.repository.ts';
import { storedSizeOf } from './blob-format.ts';

/** Blobs of one workspace and what they are kept for. */
export function blobRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  const find = async (reader: Reader, address: string): Promise<Blob | null> => {
    const row = await reader
      .selectFrom('blobs')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('address', '=', address)
      .executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  };

  const keep = async (trx: Transaction, address: string): Promise<Blob | null> => {
    const row = await trx
      .updateTable('blobs')
      .set({ unreferenced_since: null })
      .where('workspace_id', '=', workspaceId)
      .where('address', '=', address)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  };

  return {
    find,
    /** Gives a blob another grace time and, until the end of the transaction, protects it from collection; null when it is not there. */
    keep,

    /** Makes other uploads of the workspace wait until the end of the transaction, so that two of them cannot share the last free bytes. */
    async lockUsage(trx: Transaction): Promise<void> {
      await trx
        .updateTable('workspaces')
        .set((eb) => ({ updated_at: eb.ref('updated_at') }))
        .where('id', '=', workspaceId)
        .execute();
    },

    async insert(trx: Transaction, blob: Blob): Promise<void> {
      await trx.insertInto('blobs').values(toRow(workspaceId, blob)).execute();
    },

    /** Bytes of content kept for the workspace. */
    async usedBytes(reader: Reader): Promise<number> {
      const row = await reader
        .selectFrom('blobs')
        .select((eb) => eb.fn.sum<number | null>('size').as('used'))
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirst();
      return row?.used ?? 0;
    },

    /** Throws AppError `not_found` when the workspace has no such blob. */
    async addReference(trx: Transaction, address: string, owner: BlobOwner): Promise<void> {
      if ((await keep(trx, address)) === null) throw noBlob(address);
      const row = { workspace_id: workspaceId, address, owner_kind: owner.kind, owner_id: owner.id };
      await trx
        .insertInto('blob_references')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** Forgets the blob; false when something refers to it. */
    async removeUnreferenced(trx: Transaction, address: string): Promise<boolean> {
      // Taking the row first makes whoever is about to refer to it wait.
      if ((await keep(trx, address)) === null) return true;
      const { numDeletedRows } = await trx
        .deleteFrom('blobs')
        .where('workspace_id', '=', workspaceId)
        .where('address', '=', address)
        .where(isUnreferenced)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    /** Drops all references of an owner; the blobs go when nothing else needs them and the grace time is over. */
    async dropReferences(trx: Transaction, owner: BlobOwner): Promise<void> {
      await trx
        .deleteFrom('blob_references')
        .where('workspace_id', '=', workspaceId)
        .where('owner_kind', '=', owner.kind)
        .where('owner_id', '=', owner.id)
        .execute();
    },
  };
}

export function noBlob(address: string): AppError {
  return new AppError('not_found', `There is no file ${address.slice(0, 80)} in this workspace`, {
    hint: 'Upload it again to get its ID.',
  });
}

function fromRow(row: Selectable<BlobsTable>): Blob {
  return {
    address: row.address,
    size: row.size,
    mediaType: row.media_type,
    fileName: row.file_name,
    sha256: row.sha256,
    keyId: row.key_id,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

function toRow(workspaceId: string, blob: Blob): Selectable<BlobsTable> {
  return {
    workspace_id: workspaceId,
    address: blob.address,
    size: blob.size,
    stored_size: storedSizeOf(blob.size),
    media_type: blob.mediaType,
    file_name: blob.fileName,
    key_id: blob.keyId,
    sha256: blob.sha256,
    created_at: blob.createdAt,
    created_by: blob.createdBy,
    unreferenced_since: null,
  };
}
