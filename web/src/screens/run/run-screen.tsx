import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FileText, OctagonX, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { answerOf, api, type Schema } from '../../api/client.ts';
import type { RunProgress } from '../../api/run-stream/run-progress.ts';
import { useRunProgress } from '../../api/run-stream/use-run-progress.ts';
import { toast } from '../../app/toasts.tsx';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { MarkdownView } from '../../parts/markdown-view.tsx';
import { texts } from '../../texts/index.ts';
import { OutlineForm } from './outline-form.tsx';
import { StepList } from './step-list.tsx';

const over = new Set<Schema<'Run'>['status']>(['succeeded', 'failed', 'cancelled']);

/** One run: its steps, its text as it comes, what it costs. */
export function RunScreen() {
  const { id } = useParams({ from: '/runs/$id' });
  const client = useQueryClient();
  const [again, setAgain] = useState(0);
  const run = useQuery({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/runs/{id}', { params: { path: { id } }, signal })),
  });
  const { progress, isConnected } = useRunProgress(id, again);
  const { status, waitingFor, steps, isDone } = progress;
  const finished = Object.values(steps).filter((step) => step.status === 'succeeded').length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these tells that the server knows more than was read
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['runs', id] });
  }, [client, id, status, waitingFor, isDone, finished]);
  if (run.error !== null) {
    return (
      <div className="mx-auto w-full max-w-[960px] px-4 py-6">
        <ProblemNote error={run.error} onRetry={() => void run.refetch()} />
      </div>
    );
  }
  if (run.data === undefined) {
    return (
      <div className="mx-auto w-full max-w-[960px] px-4 py-6">
        <Skeleton />
      </div>
    );
  }
  const isOver = over.has(run.data.status);
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <Head run={run.data} progress={progress} onChanged={() => setAgain(again + 1)} />
      {!isOver && !isConnected && run.data.status === 'running' && <p className="mb-4 text-doubt">{texts.runs.lost}</p>}
      {run.data.error !== null && run.data.status !== 'running' && (
        <div role="alert" className="mb-4 rounded-panel border border-conflict bg-raised p-4">
          <p className="font-medium">{run.data.error.detail}</p>
          <p className="text-soft">{run.data.error.hint}</p>
        </div>
      )}
      {run.data.status === 'waiting' && run.data.waitingFor === 'outline' && (
        <OutlineForm id={id} outline={run.data.outline ?? []} onApproved={() => setAgain(again + 1)} />
      )}
      {run.data.status === 'waiting' && run.data.waitingFor === 'budget' && <p className="mb-4 text-doubt">{texts.runs.waitingBudget}</p>}
      {run.data.status === 'waiting' && run.data.waitingFor === 'interrupted' && (
        <p className="mb-4 text-doubt">{texts.runs.waitingInterrupted}</p>
      )}
      <StepList run={run.data} progress={progress} />
      <Sections progress={progress} />
    </div>
  );
}

function Head({ run, progress, onChanged }: { run: Schema<'Run'>; progress: RunProgress; onChanged: () => void }) {
  const client = useQueryClient();
  const settle = { onError: (error: Error) => toast(error.message), onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }) };
  const path = { params: { path: { id: run.id } } };
  const cancel = useMutation({ mutationFn: () => api.POST('/api/v1/runs/{id}/cancel', path), ...settle });
  const retry = useMutation({
    mutationFn: () => api.POST('/api/v1/runs/{id}/retry', { ...path, body: {} }),
    onSuccess: onChanged,
    ...settle,
  });
  const mayRetry = run.status === 'failed' || run.status === 'cancelled' || (run.status === 'waiting' && run.waitingFor !== 'outline');
  const usage = (progress.usage ?? run.usage) as { inputTokens?: number; outputTokens?: number };
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-4">
      <div className="min-w-0">
        <h1 className="text-lg font-semibold" dir="auto">
          {String(run.brief.topic ?? texts.runs.kind[run.kind])}
        </h1>
        <p role="status" className="text-soft">
          {texts.runs.status[run.status]}
        </p>
        {run.model !== null && (
          <p className="tabular text-sm text-soft">
            {texts.runs.tokens(Number(usage.inputTokens ?? 0), Number(usage.outputTokens ?? 0))} · {texts.runs.cost}:{' '}
            {run.costUsd === null ? texts.runs.unknownCost : `$${run.costUsd.toFixed(4)}`}
            {run.budgetUsd !== null && ` / $${run.budgetUsd.toFixed(2)}`}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        {!over.has(run.status) && (
          <Button icon={OctagonX} disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {texts.runs.cancel}
          </Button>
        )}
        {mayRetry && (
          <Button icon={Play} disabled={retry.isPending} onClick={() => retry.mutate()}>
            {texts.runs.retry}
          </Button>
        )}
        {run.documentId !== null && (
          <Button kind="primary" asChild>
            <Link to="/documents/$id" params={{ id: run.documentId }}>
              <FileText size={16} aria-hidden /> {texts.runs.open}
            </Link>
          </Button>
        )}
      </div>
    </header>
  );
}

function Sections({ progress }: { progress: RunProgress }) {
  if (progress.sections.size === 0) return null;
  return (
    <section aria-label={texts.runs.text} className="mt-6 flex max-w-[68ch] flex-col gap-6">
      {[...progress.sections].map(([slug, { text }]) => (
        <MarkdownView key={slug} markdown={text} />
      ))}
    </section>
  );
}
