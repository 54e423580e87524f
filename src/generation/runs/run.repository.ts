import { sql } from 'kysely';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import { toJson } from '../../database/json.ts';
import type { Time } from '../../database/tables.ts';
import type { TimeSort } from '../../shared/page.ts';
import type { NewStep } from './graph.ts';
import { insertSteps } from './play.repository.ts';
import { runFromRow, runToRow, stepFromRow } from './run.rows.ts';
import type { Run, Step } from './run.ts';

export interface RunPage {
  sort: TimeSort;
  /** Time and ID of the last run of the page before. */
  after: { time: Time; id: string } | null;
  limit: number;
  documentId?: string;
}

/** How steps are played again. */
export interface StepsAgain {
  /** What these did is forgotten. */
  reset: readonly string[];
  /** What a person said to these was about an earlier result, so they ask again. */
  ask: readonly string[];
  /** Made per item: these go, because their maker makes them anew. */
  remove: readonly string[];
}

/** Runs of one workspace. */
export function runRepository(scope: Pick<WorkspaceScope, 'workspaceId'>) {
  const { workspaceId } = scope;
  return {
    async insert(trx: Transaction, run: Run, steps: readonly NewStep[]): Promise<void> {
      const row = { ...runToRow(run), priority: 0, event_seq: 0, lease_holder: null, lease_token: 0, lease_expires_at: null };
      await Promise.all([trx.insertInto('runs').values(row).execute(), insertSteps(trx, { workspaceId, runId: run.id }, steps)]);
    },

    async find(reader: Reader, id: string): Promise<Run | null> {
      const row = await reader
        .selectFrom('runs')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : runFromRow(row);
    },

    /** Also keeps others from changing it until the transaction ends. */
    async findForUpdate(trx: Transaction, id: string): Promise<Run | null> {
      const query = trx.selectFrom('runs').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id);
      const row = await query.forUpdate().executeTakeFirst();
      return row === undefined ? null : runFromRow(row);
    },

    async list(reader: Reader, page: RunPage): Promise<Run[]> {
      const [order, beyond] = page.sort.startsWith('-') ? (['desc', '<'] as const) : (['asc', '>'] as const);
      const time = page.sort.endsWith('createdAt') ? sql.ref<Time>('created_at') : sql<Time>`coalesce(finished_at, created_at)`;
      const { after } = page;
      let query = reader.selectFrom('runs').selectAll().where('workspace_id', '=', workspaceId);
      if (page.documentId !== undefined) query = query.where('document_id', '=', page.documentId);
      if (after !== null) {
        query = query.where((eb) => eb.or([eb(time, beyond, after.time), eb.and([eb(time, '=', after.time), eb('id', beyond, after.id)])]));
      }
      const rows = await query.orderBy(time, order).orderBy('id', order).limit(page.limit).execute();
      return rows.map(runFromRow);
    },

    async steps(reader: Reader, runId: string): Promise<Step[]> {
      const rows = await reader
        .selectFrom('steps')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('run_id', '=', runId)
        .orderBy('ordinal')
        .execute();
      return rows.map(stepFromRow);
    },

    /** Steps as they are shown: of their results only the outline and the last word about the piece, because the others may be large. */
    async shownSteps(reader: Reader, runId: string): Promise<Step[]> {
      const rows = await reader
        .selectFrom('steps')
        .select(['workspace_id', 'run_id', 'name', 'ordinal', 'status', 'attempt', 'error', 'started_at', 'finished_at'])
        .select(sql<string | null>`case when name in ('outline', 'save') then result end`.as('result'))
        .where('workspace_id', '=', workspaceId)
        .where('run_id', '=', runId)
        .orderBy('ordinal')
        .execute();
      return rows.map((row) => stepFromRow({ ...row, input: null }));
    },

    async update(trx: Transaction, id: string, change: Partial<Pick<Run, 'budgetMicros' | 'documentId'>>): Promise<void> {
      await trx
        .updateTable('runs')
        .set({
          ...(change.budgetMicros === undefined ? {} : { budget_micros: change.budgetMicros }),
          ...(change.documentId === undefined ? {} : { document_id: change.documentId }),
        })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute();
    },

    /** Asks a running run to end; its player sees it at its next commit at the latest. */
    async requestCancel(trx: Transaction, id: string): Promise<void> {
      await trx.updateTable('runs').set({ cancel_requested: 1 }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },

    /** Puts a run that is over or waits back into the queue. */
    async requeue(trx: Transaction, id: string): Promise<void> {
      await trx
        .updateTable('runs')
        .set({ status: 'queued', waiting_for: null, error: null, finished_at: null, cancel_requested: 0 })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute();
    },

    async resetSteps(trx: Transaction, runId: string, { reset, ask, remove }: StepsAgain): Promise<void> {
      const ofRun = trx.updateTable('steps').where('workspace_id', '=', workspaceId).where('run_id', '=', runId);
      if (reset.length > 0) {
        const cleared = { status: 'pending' as const, result: null, error: null, started_at: null, finished_at: null };
        await ofRun.set(cleared).where('name', 'in', reset).execute();
      }
      if (ask.length > 0) await ofRun.set({ input: null }).where('name', 'in', ask).execute();
      if (remove.length > 0) {
        await trx
          .deleteFrom('steps')
          .where('workspace_id', '=', workspaceId)
          .where('run_id', '=', runId)
          .where('name', 'in', remove)
          .execute();
      }
    },

    async setStepInput(trx: Transaction, runId: string, name: string, input: unknown): Promise<void> {
      await trx
        .updateTable('steps')
        .set({ input: toJson(input) })
        .where('workspace_id', '=', workspaceId)
        .where('run_id', '=', runId)
        .where('name', '=', name)
        .execute();
    },
  };
}
