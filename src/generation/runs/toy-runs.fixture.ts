import { ensureOperator, type WorkspaceScope } from '../../accounts/index.ts';
import type { Database } from '../../database/database.ts';
import type { Logger } from '../../ports/logger.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { EventHub } from './event-hub.ts';
import { EventJournal } from './event-journal.ts';
import type { GraphVersions, StepGraph } from './graph.ts';
import type { RunInput } from './run.schema.ts';
import { createRunService, type RunService } from './run.service.ts';
import type { Run } from './run.ts';
import type { StepContext, StepDefinition, StepOutcome } from './step.ts';
import { RunWorker } from './worker.ts';

/** A small graph of steps that do nothing but what a test tells them. */
export const toyGraph: StepGraph = {
  version: 1,
  entries: [
    { step: 'plan', after: [] },
    { step: 'section', after: ['plan'], each: 'plan' },
    { step: 'finish', after: ['section'] },
  ],
};

export type ToyStep = (context: StepContext<null>) => Promise<StepOutcome<unknown>>;

const sections = ['one', 'two', 'three'];

const ordinary: Record<string, ToyStep> = {
  plan: async () => ({ result: { sections }, items: sections.map((slug) => ({ slug, input: { slug } })) }),
  section: async ({ input, text }) => {
    const { slug } = input as { slug: string };
    const live = text(slug);
    for (const word of [`Text of ${slug}`, ', and', ' more.']) live.append(word);
    return { result: `Text of ${slug}, and more.` };
  },
  finish: async (context) => ({ result: context.results({ name: 'section' } as StepDefinition<never, string>) }),
};

export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };

export interface Toy {
  scope: WorkspaceScope;
  runs: RunService;
  hub: EventHub;
  worker: RunWorker<null>;
  /** Names of the steps played, in the order in which they began. */
  played: string[];
}

interface ToyOptions {
  /** Runs played at the same time. */
  concurrency?: number;
  clock?: Clock;
  onTakeOver?: (run: Run) => Promise<void>;
  graphs?: GraphVersions;
}

/** One process's share of the run machinery, under a holder's name, with some steps replaced. */
export async function toyProcess(
  database: Database,
  holder: string,
  replaced: Record<string, ToyStep> = {},
  { concurrency = 4, clock = systemClock, onTakeOver = async () => {}, graphs = [toyGraph] }: ToyOptions = {},
): Promise<Toy> {
  const scope = await ensureOperator(database, Date.now());
  const hub = new EventHub();
  const journal = new EventJournal(database, hub, clock);
  const played: string[] = [];
  const steps = Object.entries({ ...ordinary, ...replaced }).map(([name, run]): [string, StepDefinition<null, unknown>] => [
    name,
    {
      name,
      run: (context) => {
        played.push(context.name);
        return run(context);
      },
    },
  ]);
  const worker = new RunWorker<null>({
    ...{ database, journal, clock, services: null, parallelSteps: 2, steps: new Map(steps) },
    ...{
      holder,
      concurrency,
      graphsOf: () => graphs,
      onTakeOver,
      mayStart: () => true,
      logger: silent,
      usage: async () => null,
    },
  });
  const chooseAuthor = async (_scope: WorkspaceScope, { budgetUsd }: RunInput) => ({
    author: 'extractive' as const,
    model: null,
    budgetMicros: budgetUsd === undefined ? null : budgetUsd * 1e6,
  });
  const prepare = async () => async () => ({ sources: [], documentId: null });
  const runs = createRunService({ database, clock, journal, graphsOf: () => graphs, chooseAuthor, prepare, worker });
  return { scope, runs, hub, worker, played };
}

/** A promise and its two ends. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
