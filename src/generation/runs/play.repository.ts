import { sql } from 'kysely';
import type { Database, Transaction } from '../../database/database.ts';
import { toJson } from '../../database/json.ts';
import type { RunStatus, WaitingFor } from '../../database/tables.ts';
import { together } from '../../database/together.ts';
import { collapseText } from './event.repository.ts';
import type { NewStep } from './graph.ts';
import { stepFromRow } from './run.rows.ts';
import type { Claim, RunError, Step } from './run.ts';
import type { RunEvent } from './step.ts';

/** What a player writes about its run, always after `fence` in the same transaction. */

export async function loadSteps(database: Database, claim: Claim): Promise<Step[]> {
  const rows = await database.read.selectFrom('steps').selectAll().where('run_id', '=', claim.runId).orderBy('ordinal').execute();
  return rows.map(stepFromRow);
}

export async function insertSteps(trx: Transaction, run: { workspaceId: string; runId: string }, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map((step) => ({
    workspace_id: run.workspaceId,
    run_id: run.runId,
    name: step.name,
    ordinal: step.ordinal,
    status: 'pending' as const,
    attempt: 0,
    input: step.input === null ? null : toJson(step.input),
    result: null,
    error: null,
    started_at: null,
    finished_at: null,
  }));
  await trx.insertInto('steps').values(rows).execute();
}

/** Marks steps as running and counts the attempt. */
export async function startSteps(trx: Transaction, claim: Claim, names: readonly string[], at: number): Promise<void> {
  if (names.length === 0) return;
  await trx
    .updateTable('steps')
    .set({ status: 'running', attempt: sql`attempt + 1`, started_at: at, finished_at: null, error: null })
    .where('run_id', '=', claim.runId)
    .where('name', 'in', names)
    .execute();
}

export async function succeedStep(trx: Transaction, claim: Claim, name: string, result: unknown, at: number): Promise<void> {
  await trx
    .updateTable('steps')
    .set({ status: 'succeeded', result: toJson(result ?? null), finished_at: at })
    .where('run_id', '=', claim.runId)
    .where('name', '=', name)
    .execute();
}

export async function failStep(trx: Transaction, claim: Claim, name: string, error: RunError, at: number): Promise<void> {
  await trx
    .updateTable('steps')
    .set({ status: 'failed', error: toJson(error), finished_at: at })
    .where('run_id', '=', claim.runId)
    .where('name', '=', name)
    .execute();
}

/**
 * Steps that were being played go back to pending: their player is gone or gives them up.
 * @param countAttempt false when the player stopped in order, so that a drain is not taken for a crash
 */
export async function pendRunningSteps(trx: Transaction, runId: string, countAttempt: boolean): Promise<void> {
  await trx
    .updateTable('steps')
    .set({ status: 'pending', ...(countAttempt ? {} : { attempt: sql`attempt - 1` }) })
    .where('run_id', '=', runId)
    .where('status', '=', 'running')
    .execute();
}

export interface RunEnd {
  status: RunStatus;
  waitingFor?: WaitingFor;
  error?: RunError;
  finishedAt: number | null;
}

/** Gives up the claim and leaves the run in this state. */
export async function leaveRun(trx: Transaction, runId: string, end: RunEnd): Promise<void> {
  await trx
    .updateTable('runs')
    .set({
      status: end.status,
      waiting_for: end.waitingFor ?? null,
      error: end.error === undefined ? null : toJson(end.error),
      finished_at: end.finishedAt,
      lease_holder: null,
      lease_expires_at: null,
    })
    .where('id', '=', runId)
    .execute();
}

/** Leaves the run and, when it is over, folds its text to one event a section. @returns the events that say so */
export async function endRun(trx: Transaction, runId: string, end: RunEnd): Promise<RunEvent[]> {
  const isOver = end.finishedAt !== null;
  const [, text] = await together([leaveRun(trx, runId, end), isOver ? collapseText(trx, runId) : Promise.resolve([])]);
  const waiting = end.waitingFor === undefined ? {} : { waitingFor: end.waitingFor };
  const status: RunEvent = { type: 'run.status', data: { status: end.status, ...waiting } };
  if (!isOver) return [status];
  return [...text, status, { type: 'done', data: { status: end.status, error: end.error ?? null } }];
}

/** Names the document the run made. */
export async function setRunDocument(trx: Transaction, runId: string, documentId: string): Promise<void> {
  await trx.updateTable('runs').set({ document_id: documentId }).where('id', '=', runId).execute();
}
