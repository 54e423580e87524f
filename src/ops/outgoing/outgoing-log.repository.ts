import type { Selectable } from 'kysely';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import type { OutgoingLogTable, Time } from '../../database/tables.ts';

export type OutgoingLine = Selectable<OutgoingLogTable>;

/** What was sent for a workspace, and what the installation sent for itself. */
export function outgoingLogRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    /** Newest first, before a line. */
    async list(reader: Reader, before: { time: Time; id: string } | null, limit: number): Promise<OutgoingLine[]> {
      let query = reader
        .selectFrom('outgoing_log')
        .selectAll()
        .where((eb) => eb.or([eb('workspace_id', '=', workspaceId), eb('workspace_id', 'is', null)]));
      if (before !== null) {
        query = query.where((eb) => eb.or([eb('at', '<', before.time), eb.and([eb('at', '=', before.time), eb('id', '<', before.id)])]));
      }
      return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
  };
}

/** Retention, for all workspaces. @returns how many lines went, at most `limit` */
export async function removeOutgoingBefore(trx: Transaction, time: Time, limit: number): Promise<number> {
  const old = trx.selectFrom('outgoing_log').select('id').where('at', '<', time).orderBy('at').limit(limit);
  const result = await trx.deleteFrom('outgoing_log').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}
