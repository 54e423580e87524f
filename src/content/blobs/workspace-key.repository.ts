import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import type { Time } from '../../database/tables.ts';
import type { WrappedKey } from './workspace-keys.ts';

/** The wrapped data keys of one workspace. */
export function workspaceKeyRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    /** The newest key that was not shredded: new files are encrypted with it. */
    async current(reader: Reader): Promise<WrappedKey | null> {
      const row = await reader
        .selectFrom('workspace_keys')
        .select(['id', 'kek_id', 'wrapped_key'])
        .where('workspace_id', '=', workspaceId)
        .where('wrapped_key', 'is not', null)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .executeTakeFirst();
      return row === undefined ? null : wrappedKey(row);
    },

    /** Null when the key was shredded. */
    async find(reader: Reader, id: string): Promise<WrappedKey | null> {
      const row = await reader
        .selectFrom('workspace_keys')
        .select(['id', 'kek_id', 'wrapped_key'])
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : wrappedKey(row);
    },

    /** Makes others who may add a key wait until the end of the transaction. */
    async lock(trx: Transaction): Promise<void> {
      await trx
        .updateTable('workspaces')
        .set((eb) => ({ updated_at: eb.ref('updated_at') }))
        .where('id', '=', workspaceId)
        .execute();
    },

    async insert(trx: Transaction, key: WrappedKey, now: Time): Promise<void> {
      const row = {
        workspace_id: workspaceId,
        id: key.id,
        kek_id: key.kekId,
        wrapped_key: key.wrapped,
        created_at: now,
        shredded_at: null,
      };
      await trx.insertInto('workspace_keys').values(row).execute();
    },
  };
}

function wrappedKey(row: { id: string; kek_id: string; wrapped_key: string | null }): WrappedKey | null {
  return row.wrapped_key === null ? null : { id: row.id, kekId: row.kek_id, wrapped: row.wrapped_key };
}
