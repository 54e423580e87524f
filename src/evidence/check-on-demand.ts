import type { CheckRequest, EvidenceReport } from './check.ts';
import type { EvidenceLine } from './evidence-lines.ts';

/** `checkDraft`, whose rules, weights and word lists are loaded with the first draft and not with the program. */
export async function checkDraftOnDemand(request: CheckRequest): Promise<EvidenceReport> {
  const { checkDraft } = await import('./check.ts');
  return checkDraft(request);
}

/** `checkLines`, loaded in the same way. */
export async function* checkLinesOnDemand(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<EvidenceLine> {
  const { checkLines } = await import('./evidence-lines.ts');
  yield* checkLines(lines);
}
