import type { MicroDollars, RunKind, RunStatus, StepStatus, Time, WaitingFor } from '../../database/tables.ts';

export interface OutlineItem {
  heading: string;
  /** What the section should say, in the author's words. */
  notes?: string;
}

/** What is asked for; validated by `run.schema.ts`. */
export interface Brief {
  topic: string;
  type: string;
  audience?: string;
  tone?: string;
  /** BCP 47; when not given, that of the topic, see `piece-language.ts`. */
  language?: string;
  words: number;
  keywords: string[];
  instructions?: string;
  questions: string[];
  outline?: OutlineItem[];
  approveOutline: boolean;
}

export interface RunError {
  code: string;
  detail: string;
  hint: string | null;
}

export interface Run {
  id: string;
  workspaceId: string;
  kind: RunKind;
  status: RunStatus;
  waitingFor: WaitingFor | null;
  graphVersion: number;
  brief: Brief;
  /** IDs of the sources it was given. */
  sources: string[];
  documentId: string | null;
  /** Slug of the one section to write again; null for a whole piece. */
  section: string | null;
  author: 'model' | 'extractive' | null;
  /** `provider/model`, or null for the configured chain. */
  model: string | null;
  budgetMicros: MicroDollars | null;
  error: RunError | null;
  cancelRequested: boolean;
  createdBy: string;
  apiKeyId: string | null;
  createdAt: Time;
  startedAt: Time | null;
  finishedAt: Time | null;
}

export interface Step {
  name: string;
  ordinal: number;
  status: StepStatus;
  attempt: number;
  input: unknown;
  result: unknown;
  error: RunError | null;
  startedAt: Time | null;
  finishedAt: Time | null;
}

/** The right to play a run: void as soon as somebody else claimed it, because the token grew. */
export interface Claim {
  runId: string;
  workspaceId: string;
  holder: string;
  token: number;
}

/** Somebody else plays the run now, or it was ended: nothing of this player may be written any more. */
export class ClaimLost extends Error {
  constructor(claim: Claim) {
    super(`The claim on ${claim.runId} with token ${claim.token} is void`);
    this.name = 'ClaimLost';
  }
}
