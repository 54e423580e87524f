import type { Database, Transaction } from '../../database/database.ts';
import { together } from '../../database/together.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { observed } from '../../shared/observed.ts';
import { codePointLength } from '../../shared/text/code-points.ts';
import { fence } from './claim.repository.ts';
import { appendEvents, insertEvents, type NumberedEvent } from './event.repository.ts';
import type { EventJournal, TextPlayer } from './event-journal.ts';
import { entryOf, itemSteps, pendingStep, readySteps, type StepGraph } from './graph.ts';
import {
  endRun,
  failStep,
  insertSteps,
  leaveRun,
  loadSteps,
  pendRunningSteps,
  type RunEnd,
  startSteps,
  succeedStep,
} from './play.repository.ts';
import { type Claim, ClaimLost, type Run, type RunError, type Step } from './run.ts';
import { type RunEvent, type StepContext, type StepDefinition, type StepOutcome, StepWaits } from './step.ts';

/** A step that was begun this often without an end (each time the process died) waits for a person. */
const maximumAttempts = 5;

/** `ended`: a step failed or waits, and so does the run. */
export type StopReason = 'cancel' | 'drain' | 'ended' | 'lost';

/** Troubles of the database and not of what was to be written: the run is played on later, from the step that could not be stored. */
const outages: ReadonlySet<ErrorCode> = new Set(['storage_full', 'unavailable', 'overloaded']);

export interface PlayerParts<Services> {
  database: Database;
  journal: EventJournal;
  clock: Clock;
  logger: Logger;
  services: Services;
  /** Steps of one run played at the same time. */
  parallelSteps: number;
  steps: ReadonlyMap<string, StepDefinition<Services, unknown>>;
  /** What the cost and tokens of a run are by now, for the `usage` event; null when the run made no call. */
  usage: (trx: Transaction, run: Run) => Promise<Record<string, unknown> | null>;
}

/** Plays one claimed run to its end, to a wait, or until it is stopped. Each step's result is committed before what depends on it starts. */
export class RunPlayer<Services> {
  readonly #parts: PlayerParts<Services>;
  readonly #graph: StepGraph;
  readonly #claim: Claim;
  readonly #run: Run;
  readonly #abort = new AbortController();
  #steps: Step[] = [];
  #stopReason: StopReason | null = null;
  #failure: unknown;
  #usageSaid = '';
  #finishing: Promise<void> = Promise.resolve();
  readonly #playing = new Map<string, Promise<void>>();

  constructor(parts: PlayerParts<Services>, graph: StepGraph, claim: Claim, run: Run) {
    this.#parts = parts;
    this.#graph = graph;
    this.#claim = claim;
    this.#run = run;
  }

  get runId(): string {
    return this.#claim.runId;
  }

  /** Ends the run's steps at once; `play` resolves when they are gone. */
  stop(reason: StopReason): void {
    this.#stopReason ??= reason;
    this.#abort.abort(new Error(`The run is stopped: ${reason}`));
  }

  /** Resolves when the run ended, waits or was given back. Rejects only when the database does. */
  async play(): Promise<void> {
    try {
      this.#steps = await loadSteps(this.#parts.database, this.#claim);
      await this.#begin();
      while (this.#playing.size > 0) await Promise.race(this.#playing.values());
      if (this.#stopReason === 'drain') await this.#leave({ status: 'queued', finishedAt: null });
      if (this.#stopReason === 'cancel') await this.#leave(this.#cancelled());
      if (this.#failure !== undefined) throw this.#failure;
    } catch (error) {
      this.stop('lost');
      await Promise.allSettled(this.#playing.values());
      if (!(error instanceof ClaimLost)) throw error;
    } finally {
      this.#parts.journal.take(this.#claim);
    }
  }

  async #begin(): Promise<void> {
    const exhausted = this.#steps.find((step) => step.status === 'running' && step.attempt >= maximumAttempts);
    if (exhausted !== undefined) {
      await this.#commit([], async (trx) => {
        await pendRunningSteps(trx, this.runId, true);
        await leaveRun(trx, this.runId, { status: 'waiting', waitingFor: 'interrupted', finishedAt: null });
        return [{ type: 'run.status', data: { status: 'waiting', waitingFor: 'interrupted', step: exhausted.name } }];
      });
      return;
    }
    const interrupted = this.#steps.filter((step) => step.status === 'running');
    for (const step of interrupted) step.status = 'pending';
    const next = this.#nextSteps();
    await this.#commit([{ type: 'run.status', data: { status: 'running' } }, ...next.map(startedEvent)], async (trx) => {
      await together([
        ...(interrupted.length > 0 ? [pendRunningSteps(trx, this.runId, true)] : []),
        startSteps(trx, this.#claim, names(next), this.#now()),
      ]);
      return [];
    });
    this.#launch(next);
    if (next.length === 0) await this.#endIfDone();
  }

  /** The ready steps there is room for. */
  #nextSteps(): Step[] {
    if (this.#stopReason !== null) return [];
    const running = this.#steps.filter((step) => step.status === 'running').length;
    return readySteps(this.#graph, this.#steps).slice(0, Math.max(0, this.#parts.parallelSteps - running));
  }

  /** Plays steps that were marked as running; those of a run that was stopped meanwhile are given up by whoever leaves it. */
  #launch(steps: readonly Step[]): void {
    if (this.#stopReason !== null) return;
    for (const step of steps) {
      step.status = 'running';
      step.attempt += 1;
      const played = this.#playStep(step).finally(() => this.#playing.delete(step.name));
      this.#playing.set(step.name, played);
    }
  }

  async #playStep(step: Step): Promise<void> {
    let outcome: StepOutcome<unknown>;
    try {
      const facts = { runId: this.runId, step: step.name, attempt: step.attempt };
      outcome = await observed('step', facts, () => this.#definition(step).run(this.#context(step)));
    } catch (error) {
      return this.#ended(step, error);
    }
    try {
      await this.#finish(step, outcome);
    } catch (error) {
      if (error instanceof ClaimLost || (error instanceof AppError && outages.has(error.code))) throw error;
      await this.#ended(step, error);
    }
  }

  /**
   * One after the other, so that what is started next rests on results that are committed. What is finished is kept also while the run
   * comes to its end, so that it is not paid for again.
   */
  async #finish(step: Step, outcome: StepOutcome<unknown>): Promise<void> {
    const isWanted = (): boolean => this.#stopReason !== 'lost' && this.#stopReason !== 'cancel';
    const finished = this.#finishing.then(() => (isWanted() ? this.#record(step, outcome) : undefined));
    this.#finishing = finished.catch(() => {});
    await finished;
  }

  #definition(step: Step): StepDefinition<Services, unknown> {
    const definition = this.#parts.steps.get(entryOf(step.name));
    if (definition === undefined) throw new Error(`No step is called ${entryOf(step.name)}`);
    return definition;
  }

  async #record(step: Step, outcome: StepOutcome<unknown>): Promise<void> {
    const made = itemSteps(this.#graph, step.name, outcome.items ?? []);
    const before = this.#steps;
    const done: Step = { ...step, status: 'succeeded', result: outcome.result ?? null };
    this.#steps = [...before.map((other) => (other === step ? done : other)), ...made.map(pendingStep)].sort(
      (a, b) => a.ordinal - b.ordinal,
    );
    const next = this.#nextSteps();
    const isLast = next.length === 0 && this.#steps.every((other) => other.status === 'succeeded');
    const now = this.#now();
    const work = async (trx: Transaction): Promise<RunEvent[]> => {
      const [events] = await together([
        this.#usageEvents(trx),
        succeedStep(trx, this.#claim, step.name, outcome.result, now),
        insertSteps(trx, this.#claim, made),
        startSteps(trx, this.#claim, names(next), now),
      ]);
      await outcome.commit?.(trx);
      if (isLast) events.push(...(await endRun(trx, this.runId, { status: 'succeeded', finishedAt: now })));
      return events;
    };
    try {
      const finished: RunEvent = { type: 'step.finished', data: { step: step.name, at: now } };
      await this.#commit([...(outcome.events ?? []), finished, ...next.map(startedEvent)], work);
    } catch (error) {
      this.#steps = before;
      throw error;
    }
    this.#launch(next);
  }

  /** What the run has cost by now, when that has changed. */
  async #usageEvents(trx: Transaction): Promise<RunEvent[]> {
    const usage = await this.#parts.usage(trx, this.#run);
    const said = JSON.stringify(usage);
    if (usage === null || said === this.#usageSaid) return [];
    this.#usageSaid = said;
    return [{ type: 'usage', data: usage }];
  }

  /** A step ended without a result. */
  async #ended(step: Step, error: unknown): Promise<void> {
    if (this.#stopReason !== null || error instanceof ClaimLost) return;
    await this.#stopSiblings(step);
    const isBudget = error instanceof AppError && error.code === 'budget_exceeded';
    if (error instanceof StepWaits || isBudget) {
      const waitingFor = error instanceof StepWaits ? error.waitingFor : 'budget';
      return this.#leave({ status: 'waiting', waitingFor, ...(isBudget ? { error: toRunError(error) } : {}), finishedAt: null });
    }
    if (!(error instanceof AppError)) this.#parts.logger.error({ err: error, runId: this.runId, step: step.name }, 'a step failed');
    const problem = toRunError(error);
    await this.#leave({ status: 'failed', error: problem, finishedAt: this.#now() }, (trx) =>
      failStep(trx, this.#claim, step.name, problem, this.#now()),
    );
  }

  async #stopSiblings(step: Step): Promise<void> {
    this.stop('ended');
    const others = [...this.#playing].filter(([name]) => name !== step.name).map(([, played]) => played);
    await Promise.allSettled(others);
  }

  #cancelled(): RunEnd {
    return { status: 'cancelled', finishedAt: this.#now() };
  }

  /** A run that was to wait, or was handed back, while somebody asked for its end is cancelled: nobody would do it for as long as it lies there. */
  async #leave(end: RunEnd, also?: (trx: Transaction) => Promise<void>): Promise<void> {
    await this.#commit([], async (trx, cancelRequested) => {
      await also?.(trx);
      await pendRunningSteps(trx, this.runId, false);
      return endRun(trx, this.runId, cancelRequested && end.finishedAt === null ? this.#cancelled() : end);
    });
  }

  async #endIfDone(): Promise<void> {
    if (this.#playing.size > 0 || !this.#steps.every((step) => step.status === 'succeeded')) return;
    await this.#leave({ status: 'succeeded', finishedAt: this.#now() });
  }

  /** One transaction of this player: fence, the uncommitted text, the events, the work and the events it hands back. */
  async #commit(events: readonly RunEvent[], work: (trx: Transaction, cancelRequested: boolean) => Promise<RunEvent[]>): Promise<void> {
    const { database, journal } = this.#parts;
    const { written, cancelRequested } = await journal.alone(this.#claim, (text) =>
      database.transaction(async (trx) => {
        const first = [...text, ...events];
        const { firstSeq, cancelRequested } = await fence(trx, this.#claim, first.length);
        const [before, extra] = await together([insertEvents(trx, this.#claim, firstSeq, first, this.#now()), work(trx, cancelRequested)]);
        return { written: [...before, ...(await this.#appendEvents(trx, extra))], cancelRequested };
      }),
    );
    journal.announce(this.runId, written);
    if (cancelRequested) this.stop('cancel');
  }

  #appendEvents(trx: Transaction, events: readonly RunEvent[]): Promise<NumberedEvent[]> {
    return appendEvents(trx, this.#claim, events, this.#now());
  }

  #context(step: Step): StepContext<Services> {
    const succeeded = (definition: { name: string }): Step[] =>
      this.#steps.filter((other) => entryOf(other.name) === definition.name && other.status === 'succeeded');
    return {
      run: this.#run,
      services: this.#parts.services,
      name: step.name,
      attempt: step.attempt,
      input: step.input,
      signal: this.#abort.signal,
      result: <Result>(definition: { name: string }): Result => {
        const found = succeeded(definition)[0];
        if (found === undefined)
          throw new Error(`${step.name} asks for the result of ${definition.name}, which the graph does not order before it`);
        return found.result as Result;
      },
      results: <Result>(definition: { name: string }): Result[] => succeeded(definition).map((found) => found.result as Result),
      text: (section) => this.#sectionText(section, step.attempt),
    };
  }

  #sectionText(section: string, attempt: number) {
    let offset = 0;
    const player: TextPlayer = {
      lost: (failure) => {
        this.#failure ??= failure;
        this.stop('lost');
      },
      cancel: () => this.stop('cancel'),
    };
    const send = (event: RunEvent): void => {
      if (this.#stopReason === null) this.#parts.journal.append(this.#claim, event, player);
    };
    // A try that was handed back does not count, so the text of an earlier claim may stand under the same number.
    if (attempt > 1 || this.#claim.token > 1) send({ type: 'text.reset', data: { section, attempt, keep: 0 } });
    return {
      append: (text: string): void => {
        send({ type: 'text.delta', data: { section, attempt, offset, text } });
        offset += codePointLength(text);
      },
      reset: (keep: number): void => {
        send({ type: 'text.reset', data: { section, attempt, keep } });
        offset = keep;
      },
    };
  }

  #now(): number {
    return this.#parts.clock.now();
  }
}

function startedEvent(step: Step): RunEvent {
  return { type: 'step.started', data: { step: step.name, attempt: step.attempt + 1 } };
}

function names(steps: readonly Step[]): string[] {
  return steps.map((step) => step.name);
}

/** What a run shows of an error: a known one with its hint, an unknown one by its message. */
function toRunError(error: unknown): RunError {
  if (error instanceof AppError) return { code: error.code, detail: error.message, hint: error.hint ?? null };
  return {
    code: 'internal',
    detail: error instanceof Error ? error.message : String(error),
    hint: 'The log holds the details under this run’s ID.',
  };
}
