import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import { toFlag } from '../../database/json.ts';
import type { CallStatus, LedgerTable, MicroDollars, Time } from '../../database/tables.ts';

export interface NewCall {
  id: string;
  runId: string | null;
  step: string | null;
  attempt: number;
  provider: string;
  model: string;
  /** Null when the price is not known. */
  reservedMicros: MicroDollars | null;
  startedAt: Time;
}

export interface CallEnd {
  status: Exclude<CallStatus, 'pending'>;
  costMicros: MicroDollars | null;
  estimated: boolean;
  inputTokens: number;
  outputTokens: number;
  error: string | null;
  finishedAt: Time;
}

/** Sums over a group of calls. `costMicros` leaves out calls of unknown price, which `unpricedCalls` counts. */
export interface CallSums {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: MicroDollars;
  unpricedCalls: number;
  estimatedCalls: number;
}

export type UsageGroup = 'day' | 'model' | 'run';

const groupColumn = {
  // Days are UTC.
  day: sql<string | number>`started_at / 86400000`,
  model: sql<string | number>`provider || '/' || model`,
  run: sql<string | number>`run_id`,
} as const;

const held = sql<number>`case when status = 'pending' then reserved_micros end`;

/** The calls of one workspace. */
export function ledgerRepository({ workspaceId, userId, apiKeyId }: Pick<WorkspaceScope, 'workspaceId' | 'userId' | 'apiKeyId'>) {
  const calls = (reader: Reader) => reader.selectFrom('ledger').where('workspace_id', '=', workspaceId);

  return {
    /** The run's budget, locked until the transaction ends; null without one. */
    async lockBudget(trx: Transaction, runId: string): Promise<MicroDollars | null> {
      const row = await trx
        .selectFrom('runs')
        .select('budget_micros')
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', runId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      return row.budget_micros;
    },

    /** What the run has spent, and what its open calls may cost. */
    async used(reader: Reader, runId: string): Promise<{ spent: MicroDollars; held: MicroDollars }> {
      const row = await calls(reader)
        .select(({ fn }) => [fn.sum<number | null>('cost_micros').as('spent'), fn.sum<number | null>(held).as('held')])
        .where('run_id', '=', runId)
        .executeTakeFirstOrThrow();
      return { spent: Number(row.spent), held: Number(row.held) };
    },

    async insert(trx: Transaction, call: NewCall): Promise<void> {
      await trx
        .insertInto('ledger')
        .values({
          id: call.id,
          workspace_id: workspaceId,
          run_id: call.runId,
          step: call.step,
          attempt: call.attempt,
          user_id: userId,
          api_key_id: apiKeyId,
          provider: call.provider,
          model: call.model,
          status: 'pending',
          reserved_micros: call.reservedMicros,
          cost_micros: null,
          estimated: 0,
          input_tokens: null,
          output_tokens: null,
          error: null,
          started_at: call.startedAt,
          finished_at: null,
        })
        .execute();
    },

    /** Changes nothing when the call is no longer open. */
    async finish(trx: Transaction, id: string, end: CallEnd): Promise<void> {
      await trx
        .updateTable('ledger')
        .set({
          status: end.status,
          cost_micros: end.costMicros,
          estimated: toFlag(end.estimated),
          input_tokens: end.inputTokens,
          output_tokens: end.outputTokens,
          error: end.error,
          finished_at: end.finishedAt,
        })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .execute();
    },

    async ofRun(reader: Reader, runId: string): Promise<Selectable<LedgerTable>[]> {
      return calls(reader).selectAll().where('run_id', '=', runId).orderBy('started_at').orderBy('id').execute();
    },

    /** @param since UTC ms, inclusive; @param until exclusive */
    async sums(reader: Reader, group: UsageGroup, since: Time, until: Time): Promise<(CallSums & { key: string })[]> {
      const key = groupColumn[group];
      const rows = await calls(reader)
        .select(({ fn }) => [
          key.as('key'),
          fn.countAll<number>().as('calls'),
          fn.sum<number | null>('input_tokens').as('input_tokens'),
          fn.sum<number | null>('output_tokens').as('output_tokens'),
          fn.sum<number | null>('cost_micros').as('cost_micros'),
          sql<number>`sum(case when cost_micros is null and status <> 'pending' then 1 else 0 end)`.as('unpriced'),
          fn.sum<number | null>('estimated').as('estimated'),
        ])
        .where('started_at', '>=', since)
        .where('started_at', '<', until)
        .$if(group === 'run', (query) => query.where('run_id', 'is not', null))
        .groupBy(key)
        .orderBy(key)
        .execute();
      return rows.map((row) => ({
        key: String(row.key),
        calls: Number(row.calls),
        inputTokens: Number(row.input_tokens),
        outputTokens: Number(row.output_tokens),
        costMicros: Number(row.cost_micros),
        unpricedCalls: Number(row.unpriced),
        estimatedCalls: Number(row.estimated),
      }));
    },
  };
}

/**
 * Marks the open calls of a run as interrupted at what was reserved for them, because nobody knows how far they came.
 * Not bound to a workspace: whoever takes over a run cleans up behind a dead process. @returns how many
 */
export async function interruptCalls(trx: Transaction, runId: string, at: Time): Promise<number> {
  const result = await interruptOpen(trx, at).where('run_id', '=', runId).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The same for calls outside of runs, which nobody takes over, once they are older than any can be. @returns how many */
export async function interruptCallsBefore(trx: Transaction, time: Time, at: Time): Promise<number> {
  const result = await interruptOpen(trx, at).where('run_id', 'is', null).where('started_at', '<', time).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function interruptOpen(trx: Transaction, at: Time) {
  return trx
    .updateTable('ledger')
    .set({
      status: 'interrupted',
      cost_micros: sql`reserved_micros`,
      estimated: 1,
      error: 'The process that made the call ended before it did',
      finished_at: at,
    })
    .where('status', '=', 'pending');
}
