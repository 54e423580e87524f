import type { Selectable } from 'kysely';
import type { Reader, Transaction } from '../database/database.ts';
import { fromJson, toJson } from '../database/json.ts';
import { prepared } from '../database/prepared.ts';
import type { ApiKeysTable, Role } from '../database/tables.ts';
import type { ApiScope, WorkspaceScope } from './workspace-scope.ts';

export interface ApiKey {
  id: string;
  workspaceId: string;
  userId: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
  createdAt: number;
}

function fromRow(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    name: row.name,
    prefix: row.prefix,
    scopes: fromJson<ApiScope[]>(row.scopes),
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  };
}

/** The keys of one workspace. */
export function apiKeyRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    async insert(trx: Transaction, key: ApiKey, hash: string): Promise<void> {
      await trx
        .insertInto('api_keys')
        .values({
          id: key.id,
          workspace_id: workspaceId,
          user_id: key.userId,
          name: key.name,
          prefix: key.prefix,
          hash,
          scopes: toJson(key.scopes),
          allowed_addresses: null,
          expires_at: key.expiresAt,
          last_used_at: null,
          revoked_at: null,
          created_at: key.createdAt,
        })
        .execute();
    },

    /** In the order of their IDs, after one of them. */
    async list(reader: Reader, after: string | null, limit: number): Promise<ApiKey[]> {
      let query = reader.selectFrom('api_keys').selectAll().where('workspace_id', '=', workspaceId);
      if (after !== null) query = query.where('id', '>', after);
      const rows = await query.orderBy('id').limit(limit).execute();
      return rows.map(fromRow);
    },

    /** @returns false when there is no such key that is not revoked already */
    async revoke(trx: Transaction, id: string, at: number): Promise<boolean> {
      const result = await trx
        .updateTable('api_keys')
        .set({ revoked_at: at })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

const selectByHash = prepared((reader, { hash }: { hash: string }) =>
  reader
    .selectFrom('api_keys')
    .innerJoin('memberships', (join) =>
      join.onRef('memberships.user_id', '=', 'api_keys.user_id').onRef('memberships.workspace_id', '=', 'api_keys.workspace_id'),
    )
    .innerJoin('users', 'users.id', 'api_keys.user_id')
    .selectAll('api_keys')
    .select('memberships.role')
    .where('api_keys.hash', '=', hash)
    .where('users.status', '=', 'active'),
);

/** The key with this hash and the role of its owner today, whatever the workspace: the one look-up made before a scope exists. */
export async function findByHash(reader: Reader, hash: string): Promise<{ key: ApiKey; role: Role } | null> {
  const [row] = await selectByHash(reader, { hash });
  return row === undefined ? null : { key: fromRow(row), role: row.role };
}

/** Stores when keys were last used; called once a minute with what was collected meanwhile. */
export async function storeLastUse(trx: Transaction, uses: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, at] of uses) await trx.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
}
