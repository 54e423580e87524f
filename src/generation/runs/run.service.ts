import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Database, Transaction } from '../../database/database.ts';
import type { RunStatus } from '../../database/tables.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { type Page, pageOf, type TimeSort, timeKey, timePlace } from '../../shared/page.ts';
import { appendEvents, removeStops } from './event.repository.ts';
import type { EventJournal } from './event-journal.ts';
import { entriesFrom, entryOf, firstSteps, type GraphVersions, graphOfRun, pendingStep, type StepGraph } from './graph.ts';
import { endRun } from './play.repository.ts';
import { mayReadRuns, mayWriteRuns } from './run.policy.ts';
import { runRepository, type StepsAgain } from './run.repository.ts';
import { briefFrom, outlineFrom, type RunInput } from './run.schema.ts';
import type { OutlineItem, Run, Step } from './run.ts';
import type { RunEvent } from './step.ts';

export type ChosenAuthor = Pick<Run, 'author' | 'model' | 'budgetMicros'>;

export interface RunServiceParts {
  database: Database;
  clock: Clock;
  journal: EventJournal;
  graphsOf: (run: Pick<Run, 'kind' | 'author' | 'section'>) => GraphVersions;
  /** Settles author and model of a write, or throws `no_author_available`. Runs before anything is stored. */
  chooseAuthor: (scope: WorkspaceScope, input: RunInput) => Promise<ChosenAuthor>;
  /** Throws AppError `storage_full` while new work must not begin. */
  assertRoom?: () => void;
  /**
   * Reads the sources and the draft the run brings along. Nothing is stored before the function handed back stores all of it, in the
   * transaction of the run; so bad input leaves nothing behind.
   */
  prepare: (scope: WorkspaceScope, input: RunInput) => Promise<(trx: Transaction) => Promise<Pick<Run, 'sources' | 'documentId'>>>;
  /** Lets the worker of this process look for work, and end what it plays. */
  worker: { wake(): void; cancel(runId: string): boolean };
}

export interface RunCreation {
  /** Asks for one section of the document. */
  section?: string | null;
  /** More to do in the transaction that stores the run. */
  also?: (trx: Transaction, run: Run) => Promise<void>;
}

export interface RunList {
  limit?: number;
  sort?: TimeSort;
  cursor?: string;
  /** Runs of this document alone. */
  documentId?: string;
}

const over: ReadonlySet<RunStatus> = new Set(['succeeded', 'failed', 'cancelled']);

export type RunService = ReturnType<typeof createRunService>;

/** What people and programs do with runs. Every method acts within one workspace and throws `not_found` for runs of another. */
export function createRunService(parts: RunServiceParts) {
  const { database, clock, journal, worker } = parts;

  async function must(scope: WorkspaceScope, id: string): Promise<Run> {
    mayReadRuns(scope);
    const run = await runRepository(scope).find(database.read, id);
    if (run === null) throw new AppError('not_found', `There is no run ${id}`, { hint: 'List runs to see which there are.' });
    return run;
  }

  /** Changes a run inside one transaction that first reads it again, and tells watchers. */
  async function change(scope: WorkspaceScope, id: string, work: (trx: Transaction, run: Run) => Promise<RunEvent[]>): Promise<Run> {
    mayWriteRuns(scope);
    const repository = runRepository(scope);
    const { written, run } = await database.transaction(async (trx) => {
      const found = await repository.findForUpdate(trx, id);
      if (found === null) throw new AppError('not_found', `There is no run ${id}`, { hint: 'List runs to see which there are.' });
      const events = await work(trx, found);
      const numbered = await appendEvents(trx, { workspaceId: scope.workspaceId, runId: id }, events, clock.now());
      return { written: numbered, run: (await repository.find(trx, id)) as Run };
    });
    journal.announce(id, written);
    return run;
  }

  return {
    get: must,

    /** The steps a run begins with, as nobody has played them yet. */
    freshSteps(run: Run): Step[] {
      return firstSteps(parts.graphsOf(run)[0]).map(pendingStep);
    },

    async steps(scope: WorkspaceScope, id: string): Promise<Step[]> {
      return runRepository(scope).steps(database.read, id);
    },

    /** As `steps`, without the results but the outline: what is shown of many runs at once. */
    async shownSteps(scope: WorkspaceScope, id: string): Promise<Step[]> {
      return runRepository(scope).shownSteps(database.read, id);
    },

    /** Newest first unless asked otherwise. A run is updated when it ends; until then the time is that of its beginning. */
    async list(scope: WorkspaceScope, query: RunList = {}): Promise<Page<Run>> {
      mayReadRuns(scope);
      const { limit = 20, sort = '-createdAt', cursor, documentId } = query;
      const page = { limit: limit + 1, sort, after: timePlace(cursor, sort), documentId };
      const found = await runRepository(scope).list(database.read, page);
      return pageOf(found, limit, (last) => timeKey(sort, { ...last, updatedAt: last.finishedAt ?? last.createdAt }));
    },

    /**
     * Stores the run and all it brings along, or nothing; a worker plays it. Throws AppError `storage_full` when there is no room for
     * new work, and what is wrong with a source.
     */
    async create(scope: WorkspaceScope, input: RunInput, { section = null, also }: RunCreation = {}): Promise<Run> {
      mayWriteRuns(scope);
      parts.assertRoom?.();
      const chosen = input.kind === 'write' ? await parts.chooseAuthor(scope, input) : { author: null, model: null, budgetMicros: null };
      const bring = await parts.prepare(scope, input);
      const run = await database.transaction(async (trx) => {
        const asked = newRun(scope, input, chosen, section, clock.now());
        const [graph] = parts.graphsOf(asked);
        const made = { ...asked, graphVersion: graph.version, ...(await bring(trx)) };
        await runRepository(scope).insert(trx, made, firstSteps(graph));
        await also?.(trx, made);
        return made;
      });
      worker.wake();
      return run;
    },

    async cancel(scope: WorkspaceScope, id: string): Promise<Run> {
      const run = await change(scope, id, async (trx, current) => {
        if (over.has(current.status))
          throw new AppError('conflict', `The run is over: ${current.status}`, { hint: 'Nothing needs cancelling.' });
        if (current.status === 'running') {
          await runRepository(scope).requestCancel(trx, id);
          return [];
        }
        return endRun(trx, id, { status: 'cancelled', finishedAt: clock.now() });
      });
      worker.cancel(id);
      return run;
    },

    /** Plays a failed, cancelled or waiting run on from its first unfinished step, or again from a named one. */
    async retry(scope: WorkspaceScope, id: string, input: { step?: string; budgetUsd?: number } = {}): Promise<Run> {
      const run = await change(scope, id, async (trx, current) => {
        assertRetryable(current, input.step);
        const repository = runRepository(scope);
        const steps = await repository.steps(trx, id);
        const again = stepsToPlayAgain(graphOfRun(parts.graphsOf(current), current), steps, input.step);
        await repository.resetSteps(trx, id, again);
        if (input.budgetUsd !== undefined) await repository.update(trx, id, { budgetMicros: Math.round(input.budgetUsd * 1e6) });
        await removeStops(trx, id);
        await repository.requeue(trx, id);
        return [statusEvent('queued')];
      });
      worker.wake();
      return run;
    },

    /** Lets a run that waits for its outline go on, with the outline as proposed or as given. */
    async approve(scope: WorkspaceScope, id: string, outline?: Parameters<typeof outlineFrom>[0]): Promise<Run> {
      const run = await change(scope, id, async (trx, current) => {
        if (current.status !== 'waiting' || current.waitingFor !== 'outline') {
          throw new AppError('conflict', `The run does not wait for an outline: it is ${current.status}`, {
            hint: 'Watch the run until it waits for the outline.',
          });
        }
        const approved: { outline: OutlineItem[] | null } = { outline: outline === undefined ? null : (outlineFrom(outline) ?? null) };
        await runRepository(scope).setStepInput(trx, id, 'approve', approved);
        await removeStops(trx, id);
        await runRepository(scope).requeue(trx, id);
        return [statusEvent('queued')];
      });
      worker.wake();
      return run;
    },
  };
}

function statusEvent(status: RunStatus): RunEvent {
  return { type: 'run.status', data: { status } };
}

function newRun(
  scope: WorkspaceScope,
  input: RunInput,
  chosen: ChosenAuthor,
  section: string | null,
  now: number,
): Omit<Run, 'graphVersion'> {
  return {
    id: newId('run'),
    workspaceId: scope.workspaceId,
    kind: input.kind,
    status: 'queued',
    waitingFor: null,
    brief: briefFrom(input.brief),
    sources: [],
    documentId: null,
    section,
    author: chosen.author,
    model: chosen.model,
    budgetMicros: chosen.budgetMicros,
    error: null,
    cancelRequested: false,
    createdBy: scope.userId,
    apiKeyId: scope.apiKeyId,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}

function assertRetryable(run: Run, step: string | undefined): void {
  if (run.status === 'running' || run.status === 'queued') {
    throw new AppError('conflict', `The run is ${run.status} already`, { hint: 'Watch it, or cancel it first.' });
  }
  if (run.status === 'succeeded' && step === undefined) {
    throw new AppError('conflict', 'The run has succeeded', { hint: 'Name the step to play again.' });
  }
  if (run.status === 'succeeded' && run.documentId !== null) {
    throw new AppError('conflict', 'The run has succeeded, and its result is kept with its document', {
      hint: 'Start a new run, or have one section written again.',
    });
  }
}

/** @param graph null when this program does not know it; what was not finished may be asked for again all the same, of another program */
function stepsToPlayAgain(graph: StepGraph | null, steps: readonly Step[], from: string | undefined): StepsAgain {
  if (from === undefined) {
    return { reset: steps.filter((step) => step.status !== 'succeeded').map((step) => step.name), ask: [], remove: [] };
  }
  if (graph === null) {
    throw new AppError(
      'version_refused',
      `This version of the program does not know what follows ${from} in a run that another one began`,
      {
        hint: 'Ask the version of the program that began the run, or start a new run.',
      },
    );
  }
  if (!steps.some((step) => step.name === from)) {
    throw new AppError('validation_failed', `The run has no step ${from}`, {
      hint: `It has: ${steps.map((step) => step.name).join(', ')}.`,
    });
  }
  const following = entriesFrom(graph, entryOf(from));
  following.delete(entryOf(from));
  const perItem = new Set(graph.entries.filter((entry) => entry.each !== undefined).map((entry) => entry.step));
  const affected = steps.filter((step) => step.name === from || following.has(entryOf(step.name)));
  const isRemade = (step: Step): boolean => step.name !== from && perItem.has(entryOf(step.name));
  const reset = affected.filter((step) => !isRemade(step)).map((step) => step.name);
  return {
    reset,
    ask: reset.filter((name) => !perItem.has(entryOf(name))),
    remove: affected.filter(isRemade).map((step) => step.name),
  };
}
