import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { minuteOf } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { VirtualList } from '../../design/virtual-list.tsx';
import { texts } from '../../texts/index.ts';

/** All runs, the last first. */
export function RunsScreen() {
  const runs = useInfiniteQuery({
    queryKey: ['runs', 'list'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/api/v1/runs', { params: { query: { limit: 100, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <h1 className="mb-4 text-lg font-semibold">{texts.runs.title}</h1>
      {runs.isPending && <Skeleton />}
      {runs.isError && <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && items.length === 0 && (
        <EmptyState title={texts.runs.emptyTitle} hint={texts.runs.emptyHint}>
          <Button asChild>
            <Link to="/new">{texts.shell.newPiece}</Link>
          </Button>
        </EmptyState>
      )}
      {items.length > 0 && (
        <VirtualList
          items={items}
          keyOf={({ id }) => id}
          rowHeight={64}
          label={texts.runs.title}
          onEnd={() => {
            if (runs.hasNextPage && !runs.isFetchingNextPage) void runs.fetchNextPage();
          }}
          render={(run) => <Row run={run} />}
        />
      )}
    </div>
  );
}

function Row({ run: { id, kind, status, brief, createdAt } }: { run: Schema<'Run'> }) {
  return (
    <Link to="/runs/$id" params={{ id }} className="block rounded-control px-2 py-3 hover:bg-sunken">
      <span className="block truncate text-md font-medium" dir="auto">
        {String(brief.topic ?? texts.runs.kind[kind])}
      </span>
      <span className="flex flex-wrap gap-x-3 text-sm text-soft">
        <span>{texts.runs.kind[kind]}</span>
        <span>{texts.runs.status[status]}</span>
        <time dateTime={createdAt} className="tabular">
          {minuteOf(createdAt)}
        </time>
      </span>
    </Link>
  );
}
