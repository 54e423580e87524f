import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Reader } from '../../database/database.ts';

/** What the model calls of a run took so far, as the ledger has it. */
export interface RunUsage {
  inputTokens: number;
  outputTokens: number;
  /** Micro-dollars; null when a call was made whose price is not known. */
  costMicros: number | null;
  steps: ReadonlyMap<string, { inputTokens: number; outputTokens: number }>;
}

export async function runUsage(reader: Reader, scope: Pick<WorkspaceScope, 'workspaceId'>, runId: string): Promise<RunUsage> {
  const calls = await reader
    .selectFrom('ledger')
    .select(['step', 'status', 'input_tokens', 'output_tokens', 'cost_micros'])
    .where('workspace_id', '=', scope.workspaceId)
    .where('run_id', '=', runId)
    .execute();
  const steps = new Map<string, { inputTokens: number; outputTokens: number }>();
  const total = { inputTokens: 0, outputTokens: 0, costMicros: 0 as number | null };
  for (const call of calls) {
    const [input, output] = [call.input_tokens ?? 0, call.output_tokens ?? 0];
    total.inputTokens += input;
    total.outputTokens += output;
    const isOver = call.status !== 'pending';
    if (isOver) total.costMicros = call.cost_micros === null || total.costMicros === null ? null : total.costMicros + call.cost_micros;
    const step = steps.get(call.step ?? '') ?? { inputTokens: 0, outputTokens: 0 };
    steps.set(call.step ?? '', { inputTokens: step.inputTokens + input, outputTokens: step.outputTokens + output });
  }
  return { ...total, steps };
}
