import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Database } from '../../database/database.ts';
import { toJson } from '../../database/json.ts';
import { newId } from '../../shared/ids.ts';

/** A run that has begun, for tests of what its calls cost. */
export async function addRun(database: Database, scope: WorkspaceScope, budgetMicros: number | null): Promise<string> {
  const id = newId('run');
  await database.transaction(async (trx) => {
    await trx
      .insertInto('runs')
      .values({
        ...{ id, workspace_id: scope.workspaceId, kind: 'write', status: 'running', waiting_for: null, graph_version: 1 },
        ...{ brief: toJson({}), sources: toJson([]), document_id: null, section: null, author: 'model', model: null },
        ...{ budget_micros: budgetMicros, error: null, priority: 0, event_seq: 0, lease_holder: null, lease_token: 0 },
        ...{ lease_expires_at: null, cancel_requested: 0, created_by: scope.userId, api_key_id: null },
        ...{ created_at: 1, started_at: 1, finished_at: null },
      })
      .execute();
  });
  return id;
}
