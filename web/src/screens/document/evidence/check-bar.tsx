import { ListChecks } from 'lucide-react';
import { ApiProblem } from '../../../api/problem.ts';
import { Button } from '../../../design/button.tsx';
import { ProblemNote } from '../../../design/problem-note.tsx';
import { texts } from '../../../texts/index.ts';
import { useCheckRun, useCheckState, useStartCheck } from './check-run.ts';

/** Starts a check and shows how far it is. */
export function CheckBar({ sources, wasChecked }: { sources: number; wasChecked: boolean }) {
  const state = useCheckState();
  const start = useStartCheck();
  const ended = useCheckRun(state?.isDone === true ? state.runId : null);
  const isChecking = start.isPending || (state !== null && !state.isDone);
  const failure = start.error ?? failureOf(ended.data?.error ?? null);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          kind={wasChecked ? 'plain' : 'primary'}
          icon={ListChecks}
          aria-disabled={isChecking}
          onClick={() => isChecking || start.mutate()}
        >
          {wasChecked ? texts.evidence.checkAgain : texts.evidence.check}
        </Button>
        <p role="status" className="text-sm text-soft">
          {isChecking ? (texts.evidence.steps[state?.step ?? ''] ?? texts.evidence.checking) : texts.evidence.against(sources)}
        </p>
      </div>
      {!isChecking && failure !== null && <ProblemNote error={failure} />}
    </div>
  );
}

function failureOf(error: { code: string; detail: string; hint: string | null } | null): ApiProblem | null {
  return error === null ? null : new ApiProblem({ ...error, status: 0, requestId: null });
}
