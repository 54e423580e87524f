import type { Schema } from '../schema.ts';
import { inWorkspace, partOf, withWorkspace } from './references.ts';

const runStatuses = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'];

export async function createGenerationTables(schema: Schema): Promise<void> {
  await createRuns(schema);
  await createRunParts(schema);
  await createLedger(schema);
}

async function createRuns(schema: Schema): Promise<void> {
  await schema.table(
    'runs',
    {
      id: 'key',
      workspace_id: 'key',
      kind: 'key',
      status: 'key',
      waiting_for: 'key?',
      graph_version: 'integer',
      brief: 'text',
      sources: 'text',
      document_id: 'key?',
      section: 'text?',
      author: 'key?',
      model: 'text?',
      budget_micros: 'bigint?',
      error: 'text?',
      priority: 'integer',
      event_seq: 'bigint',
      lease_holder: 'key?',
      lease_token: 'bigint',
      lease_expires_at: 'bigint?',
      cancel_requested: 'integer',
      created_by: 'key',
      api_key_id: 'key?',
      created_at: 'bigint',
      started_at: 'bigint?',
      finished_at: 'bigint?',
    },
    {
      primary: ['id'],
      unique: withWorkspace,
      foreign: [inWorkspace],
      oneOf: {
        kind: ['research', 'check', 'write'],
        status: runStatuses,
        waiting_for: ['outline', 'budget', 'interrupted'],
        author: ['model', 'extractive'],
      },
      flags: ['cancel_requested'],
    },
  );
  await schema.index('runs_by_status', 'runs', ['workspace_id', 'status', 'created_at']);
  await schema.index('runs_by_time', 'runs', ['workspace_id', 'created_at', 'id']);
  await schema.index('runs_by_document', 'runs', ['workspace_id', 'document_id'], 'document_id is not null');
  await schema.index('runs_to_claim', 'runs', ['priority desc', 'created_at', 'id'], "status in ('queued', 'running')");
}

async function createRunParts(schema: Schema): Promise<void> {
  await schema.table(
    'steps',
    {
      workspace_id: 'key',
      run_id: 'key',
      name: 'key',
      ordinal: 'integer',
      status: 'key',
      attempt: 'integer',
      input: 'text?',
      result: 'text?',
      error: 'text?',
      started_at: 'bigint?',
      finished_at: 'bigint?',
    },
    {
      primary: ['run_id', 'name'],
      foreign: [partOf('runs', 'run_id')],
      oneOf: { status: ['pending', 'running', 'succeeded', 'failed', 'skipped'] },
    },
  );
  await schema.table(
    'run_events',
    { workspace_id: 'key', run_id: 'key', seq: 'bigint', type: 'key', data: 'text', created_at: 'bigint' },
    { primary: ['run_id', 'seq'], foreign: [partOf('runs', 'run_id')] },
  );
}

async function createLedger(schema: Schema): Promise<void> {
  await schema.table(
    'ledger',
    {
      id: 'key',
      workspace_id: 'key',
      run_id: 'key?',
      step: 'text?',
      attempt: 'integer',
      user_id: 'key',
      api_key_id: 'key?',
      provider: 'text',
      model: 'text',
      status: 'key',
      reserved_micros: 'bigint?',
      cost_micros: 'bigint?',
      estimated: 'integer',
      input_tokens: 'bigint?',
      output_tokens: 'bigint?',
      error: 'text?',
      started_at: 'bigint',
      finished_at: 'bigint?',
    },
    {
      primary: ['id'],
      foreign: [inWorkspace],
      oneOf: { status: ['pending', 'succeeded', 'failed', 'interrupted'] },
      flags: ['estimated'],
    },
  );
  await schema.index('ledger_by_run', 'ledger', ['run_id', 'started_at']);
  await schema.index('ledger_by_time', 'ledger', ['workspace_id', 'started_at']);
  await schema.index('ledger_pending', 'ledger', ['started_at'], "status = 'pending'");
}
