import type { Selectable } from 'kysely';
import { fromFlag, fromJson, toFlag, toJson } from '../../database/json.ts';
import type { RunsTable, StepsTable } from '../../database/tables.ts';
import type { Brief, Run, RunError, Step } from './run.ts';

/** Rows to domain objects and back: the only place that knows both. */
export function runFromRow(row: Selectable<RunsTable>): Run {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind,
    status: row.status,
    waitingFor: row.waiting_for,
    graphVersion: row.graph_version,
    brief: fromJson<Brief>(row.brief),
    sources: fromJson<string[]>(row.sources),
    documentId: row.document_id,
    section: row.section,
    author: row.author,
    model: row.model,
    budgetMicros: row.budget_micros,
    error: row.error === null ? null : fromJson<RunError>(row.error),
    cancelRequested: fromFlag(row.cancel_requested),
    createdBy: row.created_by,
    apiKeyId: row.api_key_id,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

export function runToRow(run: Run): Omit<RunsTable, 'priority' | 'event_seq' | 'lease_holder' | 'lease_token' | 'lease_expires_at'> {
  return {
    id: run.id,
    workspace_id: run.workspaceId,
    kind: run.kind,
    status: run.status,
    waiting_for: run.waitingFor,
    graph_version: run.graphVersion,
    brief: toJson(run.brief),
    sources: toJson(run.sources),
    document_id: run.documentId,
    section: run.section,
    author: run.author,
    model: run.model,
    budget_micros: run.budgetMicros,
    error: run.error === null ? null : toJson(run.error),
    cancel_requested: toFlag(run.cancelRequested),
    created_by: run.createdBy,
    api_key_id: run.apiKeyId,
    created_at: run.createdAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
  };
}

export function stepFromRow(row: Selectable<StepsTable>): Step {
  return {
    name: row.name,
    ordinal: row.ordinal,
    status: row.status,
    attempt: row.attempt,
    input: row.input === null ? null : fromJson(row.input),
    result: row.result === null ? null : fromJson(row.result),
    error: row.error === null ? null : fromJson<RunError>(row.error),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
