import type { LoadedConfig } from '../config/index.ts';
import {
  createAnswerService,
  createLedgerService,
  createRunService,
  doneEvent,
  EventHub,
  EventJournal,
  graphsOf,
  type LedgerSummary,
  type Run,
  RunWorker,
  type StepServices,
  steps,
  streamRunEvents,
} from '../generation/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { Adapters } from './adapters.ts';
import type { DiskReserve } from './disk.ts';
import type { Features } from './features.ts';
import { createModels } from './models.ts';
import { readsRunInput } from './run-input.ts';

export interface RunParts {
  config: LoadedConfig;
  adapters: Adapters;
  features: Features;
  logger: Logger;
  /** Names this process among all that share the database. */
  holder: string;
  disk: DiskReserve;
}

/** The machinery that plays runs, and the service that takes them. */
export function createRuns({ config, adapters, features, logger, holder, disk }: RunParts) {
  const { database } = adapters;
  const { clock, sources, documents } = features;
  const hub = new EventHub();
  const journal = new EventJournal(database, hub, clock);
  const ledger = createLedgerService({ database, clock });
  const models = createModels(config, { door: adapters.door, ledger, clock, logger });
  const services: StepServices = {
    clock,
    models: models.router,
    modelFallback: config.values.modelFallback,
    addSource: (scope, source, signal) => sources.findOrAdd(scope, source, signal),
    presentSources: (scope, ids) => sources.present(scope, ids),
    findSources: (scope, topic, limit) => features.ask.findSources(scope, topic, limit),
    searchWeb: async (scope, run, topic, limit, signal) => {
      const context = { workspaceId: scope.workspaceId, userId: scope.userId, runId: run.id };
      return (await adapters.webSearch?.search(topic, limit, context, signal)) ?? [];
    },
    holdLocalOnly: (scope, ids) => sources.holdLocalOnly(scope, ids),
    citesLocalOnly: (scope, documentId) => sources.citesLocalOnly(scope, documentId),
    sourceTexts: (scope, ids) => sources.texts(scope, ids),
    document: (scope, id) => documents.get(scope, id),
  };
  const worker = new RunWorker<StepServices>({
    ...{ database, journal, clock, services, steps, graphsOf, logger, holder },
    mayStart: () => disk.isKept(),
    parallelSteps: config.values.parallelSteps,
    concurrency: config.values.concurrentRuns,
    onTakeOver: async (run) => void (await ledger.interrupt(run.id)),
    usage: async (trx, run) => usageEvent(await ledger.summariseRun({ workspaceId: run.workspaceId }, run.id, trx), run),
  });
  const runs = createRunService({
    database,
    clock,
    journal,
    graphsOf,
    worker,
    assertRoom: () => disk.assertKept(),
    chooseAuthor: models.directory.chooseAuthor,
    prepare: readsRunInput(features),
  });
  return {
    hub,
    worker,
    runs,
    directory: models.directory,
    answers: createAnswerService({
      ...{ models: models.router, chooseModel: models.directory.chooseModel, modelFallback: config.values.modelFallback },
      passages: (scope, question) => features.ask.passages(scope, question),
      holdLocalOnly: services.holdLocalOnly,
    }),
    routes: {
      runs,
      ledger,
      stream: (run: { workspaceId: string; runId: string }, after: number, signal: AbortSignal) =>
        streamRunEvents({ database, hub }, run, after, signal),
      doneEvent: (run: { workspaceId: string; runId: string }) => doneEvent(database.read, run),
    },
  };
}

function usageEvent(usage: LedgerSummary, run: Run): Record<string, unknown> | null {
  if (usage.inputTokens === 0 && usage.outputTokens === 0) return null;
  const { inputTokens, outputTokens, costMicros } = usage;
  return {
    inputTokens,
    outputTokens,
    costUsd: costMicros === null ? null : costMicros / 1e6,
    budgetUsd: run.budgetMicros === null ? null : run.budgetMicros / 1e6,
  };
}
