import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { readInWorker } from '../../editor/markdown/markdown-worker.ts';
import { Desk } from './desk.tsx';
import { draftQuery } from './draft-query.ts';

/** One piece: the manuscript with its margins. */
export function DocumentScreen() {
  const { id } = useParams({ from: '/documents/$id' });
  const draft = useQuery(draftQuery(id));
  const read = useQuery({
    queryKey: ['documents', id, 'read', draft.data?.etag],
    queryFn: () => readInWorker(draft.data?.body ?? ''),
    enabled: draft.data !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  const error = draft.error ?? read.error;
  if (error !== null) {
    return (
      <div className="mx-auto w-full max-w-[68ch] px-4 py-8">
        <ProblemNote error={error} onRetry={() => void draft.refetch()} />
      </div>
    );
  }
  if (draft.data === undefined || read.data === undefined) {
    return (
      <div className="mx-auto w-full max-w-[68ch] px-4 py-8">
        <Skeleton lines={12} />
      </div>
    );
  }
  return <Desk key={draft.data.etag} id={id} draft={draft.data} document={read.data} />;
}
