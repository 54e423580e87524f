import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { toast } from '../../app/toasts.tsx';
import { Button } from '../../design/button.tsx';
import { dayOf } from '../../design/dates.ts';
import { Dialog } from '../../design/dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { VirtualList } from '../../design/virtual-list.tsx';
import { texts } from '../../texts/index.ts';

type Document = Schema<'DocumentSummary'>;

/** What was deleted and can be brought back. */
export function TrashScreen() {
  const trash = useInfiniteQuery({
    queryKey: ['documents', 'trash'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/api/v1/trash', { params: { query: { limit: 100, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const [purged, setPurged] = useState<Document | null>(null);
  const items = trash.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <h1 className="text-lg font-semibold">{texts.trash.title}</h1>
      <p className="mb-4 text-soft">{texts.trash.hint}</p>
      {trash.isPending && <Skeleton />}
      {trash.isError && <ProblemNote error={trash.error} onRetry={() => void trash.refetch()} />}
      {trash.isSuccess && items.length === 0 && <EmptyState title={texts.trash.emptyTitle} hint={texts.trash.emptyHint} />}
      {items.length > 0 && (
        <VirtualList
          items={items}
          keyOf={({ id }) => id}
          rowHeight={64}
          label={texts.trash.title}
          onEnd={() => {
            if (trash.hasNextPage && !trash.isFetchingNextPage) void trash.fetchNextPage();
          }}
          render={(document) => <Row document={document} onPurge={() => setPurged(document)} />}
        />
      )}
      {purged && <PurgeDialog document={purged} onClose={() => setPurged(null)} />}
    </div>
  );
}

function Row({ document, onPurge }: { document: Document; onPurge: () => void }) {
  const client = useQueryClient();
  const name = document.title || texts.library.untitled;
  const restore = useMutation({
    mutationFn: () => api.POST('/api/v1/trash/{id}/restore', { params: { path: { id: document.id } } }),
    onSuccess: () => toast(texts.trash.restored(name)),
    onError: (error) => toast(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
  return (
    <div className="flex flex-wrap items-center gap-2 px-2 py-3">
      <div className="min-w-0 grow">
        <p className="truncate text-md font-medium" dir="auto">
          {name}
        </p>
        {document.deletedAt && <p className="text-sm text-soft">{texts.trash.deletedAt(dayOf(document.deletedAt))}</p>}
      </div>
      <Button icon={RotateCcw} onClick={() => restore.mutate()} disabled={restore.isPending}>
        {texts.trash.restore}
      </Button>
      <Button kind="quiet" onClick={onPurge}>
        {texts.trash.purge}
      </Button>
    </div>
  );
}

function PurgeDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const client = useQueryClient();
  const purge = useMutation({
    mutationFn: () => api.DELETE('/api/v1/trash/{id}', { params: { path: { id: document.id } } }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
  return (
    <Dialog title={texts.trash.purgeTitle(document.title || texts.library.untitled)} onClose={onClose}>
      <p className="mb-4 text-soft">{texts.trash.purgeHint}</p>
      {purge.isError && <ProblemNote error={purge.error} />}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{texts.common.cancel}</Button>
        <Button kind="danger" onClick={() => purge.mutate()} disabled={purge.isPending}>
          {texts.trash.purge}
        </Button>
      </div>
    </Dialog>
  );
}
