import { isQuickToRead } from '../content/index.ts';
import { TaskThread } from '../shared/threads/task-thread.ts';
import type { CheckCall } from './check.task.ts';
import type { CheckRequest, EvidenceReport } from './check.ts';
import type { EvidenceLine } from './evidence-lines.ts';
import type { VerifiedDraft } from './verify.ts';

/** Drafts that take long to read. A check of a long draft against many sources takes minutes on a busy machine. */
const thread = new TaskThread<CheckCall, EvidenceReport | VerifiedDraft>({
  name: 'Checking the draft',
  module: new URL('./check.task.ts', import.meta.url),
  deadlineMs: 15 * 60_000,
  heapMegabytes: 1536,
  idleMs: 30_000,
});

/**
 * `checkDraft`, whose rules, weights and word lists are loaded with the first draft and not with the program; a long draft is checked in a thread.
 * Throws also what `TaskThread` does. @param signal ends the check of a long draft
 */
export async function checkDraftOnDemand(request: CheckRequest, signal?: AbortSignal): Promise<EvidenceReport> {
  if (!isQuickToRead(request.body)) return (await thread.run({ request, marks: false }, signal)) as EvidenceReport;
  const { checkDraft } = await import('./check.ts');
  return checkDraft(request);
}

/** `verifyDraft`, loaded and run in the same way. */
export async function verifyDraftOnDemand(request: CheckRequest, signal?: AbortSignal): Promise<VerifiedDraft> {
  if (!isQuickToRead(request.body)) return (await thread.run({ request, marks: true }, signal)) as VerifiedDraft;
  const { verifyDraft } = await import('./verify.ts');
  return verifyDraft(request);
}

/** `checkLines`, loaded in the same way. */
export async function* checkLinesOnDemand(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<EvidenceLine> {
  const { checkLines } = await import('./evidence-lines.ts');
  yield* checkLines(lines);
}
