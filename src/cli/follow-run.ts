import { AppError, type ErrorCode, errorCatalogue } from '../shared/errors.ts';
import type { Desk } from './desk.ts';
import type { Output } from './output.ts';
import { RunProgress } from './run-progress.ts';

/** What the commands read of a run; the API gives more. */
export interface RunAnswer {
  id: string;
  kind: string;
  status: string;
  waitingFor?: string;
  documentId: string | null;
  notice: string | null;
  author: string | null;
  model: string | null;
  brief: { topic?: string };
  costUsd: number | null;
  budgetUsd: number | null;
  usage: { inputTokens: number; outputTokens: number };
  error: { code: string; detail: string; hint: string | null } | null;
  steps: { name: string; status: string }[];
  createdAt: string;
}

/** Shows a run's progress until it is over, and hands back the finished run. Throws the run's own error, or `conflict` when it waits for a person. */
export async function followRun(desk: Desk, output: Output, runId: string): Promise<RunAnswer> {
  output.progress(`run ${runId} – if it is interrupted: aiwriter run resume ${runId}`);
  const progress = new RunProgress(output);
  for await (const event of desk.runEvents(runId)) progress.show(event);
  progress.end();
  const run = await desk.json<RunAnswer>({ method: 'GET', path: `/runs/${runId}` });
  if (run.status !== 'succeeded') throw endError(run);
  return run;
}

function endError(run: RunAnswer): AppError {
  const resume = `Go on with: aiwriter run resume ${run.id}`;
  if (run.status === 'waiting' && run.waitingFor === 'budget') {
    const spent = run.error?.detail ?? 'the budget is used up';
    return new AppError('budget_exceeded', `The run stopped at its budget: ${spent}`, {
      hint: `What is finished is kept. ${resume} --budget USD`,
    });
  }
  if (run.status === 'waiting' && run.error === null)
    return new AppError('conflict', `The run waits for: ${run.waitingFor}`, { hint: resume });
  if (run.status === 'cancelled') return new AppError('conflict', 'The run was cancelled', { hint: resume });
  const code = run.error !== null && run.error.code in errorCatalogue ? (run.error.code as ErrorCode) : 'internal';
  return new AppError(code, run.error?.detail ?? `The run ended as ${run.status}`, {
    hint: [run.error?.hint, resume].filter(Boolean).join(' '),
  });
}
