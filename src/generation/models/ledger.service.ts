import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Database, Reader, Transaction } from '../../database/database.ts';
import type { MicroDollars, Time } from '../../database/tables.ts';
import type { TokenUsage } from '../../ports/language-model.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { type CallEnd, type CallSums, interruptCalls, ledgerRepository, type UsageGroup } from './ledger.repository.ts';
import { OpenCalls } from './open-calls.ts';
import { costMicros, formatMicros, type ModelPrice, unknownPrice } from './prices.ts';

/** On whose behalf, and for what, a model is called. */
export interface CallPurpose {
  scope: WorkspaceScope;
  /** Null for a call outside of runs, which has no budget. */
  runId: string | null;
  step: string | null;
  /** The step's, from 1. */
  attempt: number;
}

export interface Reservation {
  /** `provider/model`. */
  modelId: string;
  price: ModelPrice | null;
  /** Worst case. */
  inputTokens: number;
  outputTokens: number;
}

/** A call that is written down and may be made; exactly one of its methods is called when it is over. */
export interface OpenCall {
  succeeded(usage: TokenUsage, isEstimate: boolean): Promise<MicroDollars | null>;
  /** @param usage what it has probably used; null when it was refused before any work */
  failed(reason: string, usage: TokenUsage | null): Promise<MicroDollars | null>;
  /** We ended it: cancelled, drained, or another model took over. */
  interrupted(reason: string, usage: TokenUsage): Promise<void>;
}

/** What a run has used so far. */
export interface LedgerSummary {
  /** Null when the price of a model that was called is not known. */
  costMicros: MicroDollars | null;
  inputTokens: number;
  outputTokens: number;
  steps: Map<string, { inputTokens: number; outputTokens: number }>;
}

export type UsageRow = CallSums & { key: string };

export interface LedgerService {
  /**
   * Writes the call down and holds its worst case against the run's budget, in a transaction of its own. When the money is only held by
   * other calls of this process, it waits for them. Throws AppError `budget_exceeded`, or `unprocessable` when there is a budget and no price,
   * or the signal's reason.
   */
  reserve(purpose: CallPurpose, reservation: Reservation, signal?: AbortSignal): Promise<OpenCall>;
  /** Open calls of a run whose process is gone become `interrupted`, at their reserved cost. @returns how many */
  interrupt(runId: string): Promise<number>;
  summariseRun(scope: Pick<WorkspaceScope, 'workspaceId'>, runId: string, reader?: Reader): Promise<LedgerSummary>;
  /** Sums of a span of time; days are UTC. */
  usage(scope: WorkspaceScope, group: UsageGroup, since: Time, until: Time): Promise<UsageRow[]>;
}

export function createLedgerService({ database, clock }: { database: Database; clock: Clock }): LedgerService {
  const open = new OpenCalls();

  /** Null when the money is held by calls that are still under way. */
  async function tryToReserve(purpose: CallPurpose, reservation: Reservation): Promise<OpenCall | null> {
    const { scope, runId, step, attempt } = purpose;
    const repository = ledgerRepository(scope);
    const id = newId('call');
    const reservedMicros = reservation.price === null ? null : costMicros(reservation.price, reservation);
    const [provider, model] = splitId(reservation.modelId);
    const isWritten = await database.transaction(async (trx) => {
      if (runId !== null && !(await isAffordable(trx, repository, runId, reservation.modelId, reservedMicros))) return false;
      await repository.insert(trx, { id, runId, step, attempt, provider, model, reservedMicros, startedAt: clock.now() });
      return true;
    });
    if (!isWritten) return null;
    if (runId !== null) open.opened(runId);
    return openCall(reservation.price, async (end) => {
      try {
        await database.transaction((trx) => repository.finish(trx, id, { ...end, finishedAt: clock.now() }));
      } finally {
        if (runId !== null) open.ended(runId);
      }
    });
  }

  return {
    async reserve(purpose, reservation, signal) {
      for (;;) {
        signal?.throwIfAborted();
        // Taken before the look at the ledger, so that a call that ends in between is not missed.
        const nextEnd = purpose.runId === null ? null : open.nextEnd(purpose.runId);
        const call = await tryToReserve(purpose, reservation);
        if (call !== null) return call;
        if (nextEnd === null) throw noRoom(reservation.modelId);
        await unlessAborted(nextEnd, signal);
      }
    },

    interrupt: (runId) => database.transaction((trx) => interruptCalls(trx, runId, clock.now())),

    async summariseRun({ workspaceId }, runId, reader = database.read) {
      const rows = await ledgerRepository({ workspaceId, userId: '', apiKeyId: null }).ofRun(reader, runId);
      const summary: LedgerSummary = { costMicros: 0, inputTokens: 0, outputTokens: 0, steps: new Map() };
      for (const row of rows) {
        if (row.status === 'pending') continue;
        const tokens = { inputTokens: row.input_tokens ?? 0, outputTokens: row.output_tokens ?? 0 };
        summary.costMicros = summary.costMicros === null || row.cost_micros === null ? null : summary.costMicros + row.cost_micros;
        add(summary, tokens);
        if (row.step !== null) summary.steps.set(row.step, add(summary.steps.get(row.step) ?? { inputTokens: 0, outputTokens: 0 }, tokens));
      }
      return summary;
    },

    usage: (scope, group, since, until) => ledgerRepository(scope).sums(database.read, group, since, until),
  };
}

/** False when only open calls stand in the way. Throws AppError when the budget does not suffice whatever they cost. */
async function isAffordable(
  trx: Transaction,
  repository: ReturnType<typeof ledgerRepository>,
  runId: string,
  modelId: string,
  reservedMicros: MicroDollars | null,
): Promise<boolean> {
  const budget = await repository.lockBudget(trx, runId);
  if (budget === null) return true;
  if (reservedMicros === null) throw unknownPrice(modelId, budget);
  const { spent, held } = await repository.used(trx, runId);
  if (spent + reservedMicros > budget) {
    const words = `The next call of ${modelId} may cost ${formatMicros(reservedMicros)}, and ${formatMicros(Math.max(0, budget - spent))} of the budget of ${formatMicros(budget)} is left`;
    throw new AppError('budget_exceeded', words, {
      hint: 'Raise the budget and let the run go on; what is finished is not paid for again.',
    });
  }
  return spent + held + reservedMicros <= budget;
}

function noRoom(modelId: string): AppError {
  return new AppError('budget_exceeded', `The budget is held by calls that were made elsewhere, so ${modelId} cannot be called`, {
    hint: 'Let the run go on when they have ended, or raise the budget.',
  });
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function openCall(price: ModelPrice | null, finish: (end: Omit<CallEnd, 'finishedAt'>) => Promise<void>): OpenCall {
  const costOf = (usage: TokenUsage) => (price === null ? null : costMicros(price, usage));
  return {
    async succeeded(usage, isEstimate) {
      const cost = costOf(usage);
      await finish({ status: 'succeeded', costMicros: cost, estimated: isEstimate, ...tokensOf(usage), error: null });
      return cost;
    },
    async failed(reason, usage) {
      const used = usage ?? { inputTokens: 0, outputTokens: 0 };
      // What was refused before any work costs nothing, whatever the price is.
      const cost = usage === null ? 0 : costOf(used);
      await finish({ status: 'failed', costMicros: cost, estimated: usage !== null, ...tokensOf(used), error: reason });
      return cost;
    },
    async interrupted(reason, usage) {
      await finish({ status: 'interrupted', costMicros: costOf(usage), estimated: true, ...tokensOf(usage), error: reason });
    },
  };
}

function tokensOf({ inputTokens, outputTokens }: TokenUsage) {
  return { inputTokens, outputTokens };
}

function add<T extends { inputTokens: number; outputTokens: number }>(sum: T, tokens: { inputTokens: number; outputTokens: number }): T {
  sum.inputTokens += tokens.inputTokens;
  sum.outputTokens += tokens.outputTokens;
  return sum;
}

function splitId(id: string): [string, string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
}
