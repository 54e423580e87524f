import type { Transaction } from '../../database/database.ts';
import type { Run } from './run.ts';

/** A step another step asked for: one section of an outline, say. */
export interface StepItem {
  /** Lower-case slug, unique within the run; the step's name becomes `step:slug`. */
  slug: string;
  input: unknown;
}

/** What a step hands back. `commit` runs in the same transaction that records the result, so both happen or neither. */
export interface StepOutcome<Result> {
  result: Result;
  commit?: (trx: Transaction) => Promise<void>;
  /** Sibling steps for the graph entry that says `each: this step`. */
  items?: StepItem[];
  /** Events to commit with the result, before `step.finished`. */
  events?: RunEvent[];
}

/** The step cannot go on without a person: the run waits, the step stays pending. */
export class StepWaits extends Error {
  readonly waitingFor: 'outline' | 'budget' | 'interrupted';
  constructor(waitingFor: 'outline' | 'budget' | 'interrupted', detail: string) {
    super(detail);
    this.name = 'StepWaits';
    this.waitingFor = waitingFor;
  }
}

export interface RunEvent {
  type: 'run.status' | 'step.started' | 'step.finished' | 'source.found' | 'usage' | 'text.delta' | 'text.reset' | 'done';
  data: Record<string, unknown>;
}

/** Live text of one section. Offsets count code points. */
export interface SectionText {
  append(text: string): void;
  /** Retracts all but the first `keep` code points. */
  reset(keep: number): void;
}

export interface StepContext<Services> {
  readonly run: Run;
  readonly services: Services;
  /** The step's name, `section:intro`. */
  readonly name: string;
  /** 1 for the first try; grows with each try, also after a crash. */
  readonly attempt: number;
  /** Input of an item step or what a person approved; null otherwise. */
  readonly input: unknown;
  /** Aborts on cancel, drain and lost lease. */
  readonly signal: AbortSignal;
  /** The committed result of an earlier step. Throws when the graph does not order it before this one. */
  result<Result>(step: StepDefinition<never, Result>): Result;
  /** The committed results of all items of a step, in reading order. */
  results<Result>(step: StepDefinition<never, Result>): Result[];
  text(section: string): SectionText;
}

/** One small file a step: what it does, nothing about when. */
export interface StepDefinition<Services, Result> {
  readonly name: string;
  // A method, so that a step of any services can be named by `result()`.
  run(context: StepContext<Services>): Promise<StepOutcome<Result>>;
}
