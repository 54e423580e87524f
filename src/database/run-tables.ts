import type { Flag, Json, MicroDollars, Time } from './tables.ts';

/** The part of the schema that holds runs: what is asked, how far it is, what it said and what it cost. */

export type RunKind = 'research' | 'check' | 'write';
export type RunStatus = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';
export type WaitingFor = 'outline' | 'budget' | 'interrupted';

export interface RunsTable {
  id: string;
  workspace_id: string;
  kind: RunKind;
  status: RunStatus;
  waiting_for: WaitingFor | null;
  graph_version: number;
  brief: Json;
  sources: Json;
  document_id: string | null;
  section: string | null;
  author: 'model' | 'extractive' | null;
  model: string | null;
  budget_micros: MicroDollars | null;
  error: Json | null;
  priority: number;
  event_seq: number;
  /** Process that plays the run, and the fencing token that rises with each claim. */
  lease_holder: string | null;
  lease_token: number;
  lease_expires_at: Time | null;
  cancel_requested: Flag;
  created_by: string;
  api_key_id: string | null;
  created_at: Time;
  started_at: Time | null;
  finished_at: Time | null;
}

export type StepStatus = 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped';

export interface StepsTable {
  workspace_id: string;
  run_id: string;
  name: string;
  ordinal: number;
  status: StepStatus;
  attempt: number;
  /** What the step works on when it was made by another step (a section of the outline). */
  input: Json | null;
  result: Json | null;
  error: Json | null;
  started_at: Time | null;
  finished_at: Time | null;
}

export interface RunEventsTable {
  workspace_id: string;
  run_id: string;
  seq: number;
  type: string;
  data: Json;
  created_at: Time;
}

export type CallStatus = 'pending' | 'succeeded' | 'failed' | 'interrupted';

/** Every model call, written before it is made. */
export interface LedgerTable {
  id: string;
  workspace_id: string;
  run_id: string | null;
  step: string | null;
  attempt: number;
  user_id: string;
  api_key_id: string | null;
  provider: string;
  model: string;
  status: CallStatus;
  /** Worst case held against the budget while pending. */
  reserved_micros: MicroDollars | null;
  /** Null when the price is unknown. */
  cost_micros: MicroDollars | null;
  /** 1 when tokens or cost are our estimate and not the provider's figure. */
  estimated: Flag;
  input_tokens: number | null;
  output_tokens: number | null;
  error: string | null;
  started_at: Time;
  finished_at: Time | null;
}
