import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useRunProgress } from '../../../api/run-stream/use-run-progress.ts';
import { useDesk } from '../desk-context.ts';
import { saveRevision } from '../save-revision.ts';

interface CheckState {
  runId: string;
  step: string | null;
  isDone: boolean;
}

const stateKey = (id: string) => ['documents', id, 'check'] as const;

/** The check that goes on, or was the last here. */
export function useCheckState(): CheckState | null {
  const { id } = useDesk();
  const { data } = useQuery<CheckState | null>({ queryKey: stateKey(id), queryFn: () => null, staleTime: Infinity });
  return data ?? null;
}

/** Saves what is written as a revision and asks for a check of it. */
export function useStartCheck() {
  const { id, saver, read } = useDesk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const document = await saveRevision({ id, saver, read });
      const sources = document?.sources.map((source) => source.id) ?? [];
      const body = { kind: 'check' as const, documentId: id, ...(sources.length > 0 ? { sources } : {}) };
      return answerOf(api.POST('/api/v1/runs', { body }));
    },
    onSuccess: (run) => client.setQueryData<CheckState>(stateKey(id), { runId: run.id, step: null, isDone: false }),
  });
}

/** Follows a check, wherever the margin is, and brings in what it found. To be used once for each run. */
export function useFollowCheck(runId: string): void {
  const { id } = useDesk();
  const client = useQueryClient();
  const { progress } = useRunProgress(runId);
  const step = Object.entries(progress.steps).find(([, { status }]) => status === 'running')?.[0] ?? null;
  const { isDone } = progress;
  useEffect(() => {
    client.setQueryData<CheckState>(stateKey(id), { runId, step, isDone });
    if (!isDone) return;
    for (const what of ['evidence', 'saved']) void client.invalidateQueries({ queryKey: ['documents', id, what] });
  }, [client, id, runId, step, isDone]);
}

/** How the check ended, for one that failed. */
export function useCheckRun(runId: string | null) {
  return useQuery({
    queryKey: ['runs', runId],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/runs/{id}', { params: { path: { id: runId ?? '' } }, signal })),
    enabled: runId !== null,
  });
}
