import { z } from 'zod';
import { isoTime } from '../../shared/route-schemas.ts';
import type { LedgerSummary } from '../models/ledger.service.ts';
import type { OutlineItem, Run, Step } from './run.ts';

export const runViewSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['research', 'check', 'write']),
    status: z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled']),
    waitingFor: z.enum(['outline', 'budget', 'interrupted']).optional(),
    brief: z.record(z.string(), z.unknown()),
    author: z.enum(['model', 'extractive']).nullable(),
    model: z.string().nullable(),
    budgetUsd: z.number().nullable(),
    outline: z.array(z.object({ heading: z.string(), notes: z.string().optional() })).optional(),
    steps: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['pending', 'running', 'succeeded', 'failed', 'skipped']),
        startedAt: isoTime.nullable(),
        finishedAt: isoTime.nullable(),
        usage: z.object({ inputTokens: z.int(), outputTokens: z.int() }).nullable(),
      }),
    ),
    documentId: z.string().nullable(),
    notice: z.string().nullable().meta({ description: 'What to know of the result: fewer words than were asked for, say' }),
    costUsd: z.number().nullable().meta({ description: 'Null when the price of a model that was called is not known' }),
    usage: z.object({ inputTokens: z.int(), outputTokens: z.int() }),
    error: z.object({ code: z.string(), detail: z.string(), hint: z.string().nullable() }).nullable(),
    createdAt: isoTime,
    finishedAt: isoTime.nullable(),
  })
  .meta({ id: 'Run' });

export type RunView = z.infer<typeof runViewSchema>;

/** Of a run that has just been asked for. */
export const noUsage: LedgerSummary = { costMicros: 0, inputTokens: 0, outputTokens: 0, steps: new Map() };

/** What the API shows of a run. Tokens and cost come from the usage. */
export function runView(run: Run, steps: readonly Step[], usage: LedgerSummary): RunView {
  return {
    id: run.id,
    kind: run.kind,
    status: run.status,
    ...(run.waitingFor === null ? {} : { waitingFor: run.waitingFor }),
    brief: { ...run.brief },
    author: run.author,
    model: run.model,
    budgetUsd: run.budgetMicros === null ? null : run.budgetMicros / 1e6,
    ...outlineOf(steps),
    steps: steps.map((step) => ({
      name: step.name,
      status: step.status,
      startedAt: toIso(step.startedAt),
      finishedAt: toIso(step.finishedAt),
      usage: usage.steps.get(step.name) ?? null,
    })),
    documentId: run.documentId,
    notice: resultOf<{ notice?: string | null }>(steps, 'save')?.notice ?? null,
    costUsd: usage.costMicros === null ? null : usage.costMicros / 1e6,
    usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    error: run.error,
    createdAt: new Date(run.createdAt).toISOString(),
    finishedAt: toIso(run.finishedAt),
  };
}

function resultOf<Result>(steps: readonly Step[], name: string): Result | null {
  return (steps.find((step) => step.name === name)?.result ?? null) as Result | null;
}

/** What a person may change and send back to be approved; which quotes stand behind a heading is the steps' own affair. */
function outlineOf(steps: readonly Step[]): Pick<RunView, 'outline'> {
  const found = resultOf<{ outline?: OutlineItem[] }>(steps, 'outline');
  return found?.outline === undefined ? {} : { outline: found.outline.map(({ heading, notes }) => ({ heading, notes })) };
}

function toIso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
