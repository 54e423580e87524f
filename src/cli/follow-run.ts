import { AppError, type ErrorCode, errorCatalogue } from '../shared/errors.ts';
import type { Desk } from './desk.ts';
import type { Output } from './output.ts';

/** What the commands read of a run; the API gives more. */
export interface RunAnswer {
  id: string;
  kind: string;
  status: string;
  waitingFor?: string;
  documentId: string | null;
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
  const progress = new Progress(output);
  for await (const event of desk.runEvents(runId)) progress.show(event);
  progress.end();
  const run = await desk.json<RunAnswer>({ method: 'GET', path: `/runs/${runId}` });
  if (run.status !== 'succeeded') throw endError(run);
  return run;
}

/** Words about money and tokens, with what is not known said so. */
export function costLine(run: Pick<RunAnswer, 'usage' | 'costUsd' | 'budgetUsd'>): string {
  const { inputTokens, outputTokens } = run.usage;
  if (inputTokens === 0 && outputTokens === 0) return 'No model was called.';
  const cost = run.costUsd === null ? 'cost not known' : `$${run.costUsd.toFixed(4)}`;
  const budget = run.budgetUsd === null ? '' : ` of $${run.budgetUsd.toFixed(2)}`;
  return `${inputTokens} tokens in, ${outputTokens} out, ${cost}${budget}.`;
}

class Progress {
  readonly #output: Output;
  #isInText = false;
  #section: unknown = null;

  constructor(output: Output) {
    this.#output = output;
  }

  show(event: { type: string; data: Record<string, unknown> }): void {
    const line = progressLine(event);
    if (line !== null) this.#line(line);
    else if (event.type === 'text.delta') this.#text(event.data);
  }

  end(): void {
    if (this.#isInText) this.#output.stream('\n');
    this.#isInText = false;
  }

  #line(line: string): void {
    this.end();
    this.#output.say(line);
  }

  /** Sections are written side by side; the terminal shows one at a time, the one that began first. */
  #text(data: Record<string, unknown>): void {
    if (this.#section === null) this.#section = data.section;
    if (data.section !== this.#section) return;
    this.#isInText = true;
    this.#output.stream(String(data.text));
  }
}

function progressLine({ type, data }: { type: string; data: Record<string, unknown> }): string | null {
  if (type === 'step.started') return `… ${data.step}`;
  if (type === 'step.finished') return `✓ ${data.step}`;
  if (type === 'source.found') return `  source: ${data.title} (${data.address})`;
  if (type === 'usage')
    return `  so far: ${costLine({ usage: data as never, costUsd: (data.costUsd ?? null) as number | null, budgetUsd: (data.budgetUsd ?? null) as number | null })}`;
  return null;
}

function endError(run: RunAnswer): AppError {
  const resume = `Go on with: aiwriter run resume ${run.id}`;
  if (run.status === 'waiting' && run.waitingFor === 'budget') {
    const spent = run.error?.detail ?? 'the budget is used up';
    return new AppError('budget_exceeded', `The run stopped at its budget: ${spent}`, {
      hint: `What is finished is kept. ${resume} --budget USD`,
    });
  }
  if (run.status === 'waiting') return new AppError('conflict', `The run waits for: ${run.waitingFor}`, { hint: resume });
  if (run.status === 'cancelled') return new AppError('conflict', 'The run was cancelled', { hint: resume });
  const code = run.error !== null && run.error.code in errorCatalogue ? (run.error.code as ErrorCode) : 'internal';
  return new AppError(code, run.error?.detail ?? `The run ended as ${run.status}`, {
    hint: [run.error?.hint, resume].filter(Boolean).join(' '),
  });
}
