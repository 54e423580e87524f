import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Schema } from '../../api/client.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { dayOf } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { VirtualList } from '../../design/virtual-list.tsx';
import { texts } from '../../texts/index.ts';
import { type DocumentStatus, documentStatuses, documentsQuery } from './documents-query.ts';
import { useTrashDocument } from './trash-document.ts';

type Document = Schema<'DocumentSummary'>;

/** All documents, or those in one state. */
export function DocumentList() {
  const [status, setStatus] = useState<DocumentStatus | null>(null);
  const { data, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(documentsQuery(status));
  const trash = useTrashDocument();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (isPending) return <Skeleton lines={8} />;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (items.length === 0 && status === null) return <EmptyLibrary />;
  return (
    <>
      <StatusFilter value={status} onChange={setStatus} />
      {items.length === 0 ? (
        <p className="py-8 text-center text-soft">{texts.library.noneOfStatus}</p>
      ) : (
        <VirtualList
          items={items}
          keyOf={({ id }) => id}
          rowHeight={64}
          label={texts.library.title}
          onEnd={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          render={(document) => <Row document={document} onTrash={() => trash.mutate(document)} />}
        />
      )}
    </>
  );
}

function StatusFilter({ value, onChange }: { value: DocumentStatus | null; onChange: (status: DocumentStatus | null) => void }) {
  return (
    <fieldset className="mb-2 flex flex-wrap gap-1">
      <legend className="sr-only">{texts.library.statusFilter}</legend>
      {[null, ...documentStatuses].map((status) => (
        <button
          key={status}
          type="button"
          aria-pressed={value === status}
          onClick={() => onChange(status)}
          className="rounded-full px-3 py-1 text-sm text-soft hover:text-ink aria-pressed:bg-accent-wash aria-pressed:text-ink"
        >
          {status === null ? texts.library.allStatuses : texts.library.status[status]}
        </button>
      ))}
    </fieldset>
  );
}

function Row({ document, onTrash }: { document: Document; onTrash: () => void }) {
  const { id, title, status, author, sources, updatedAt } = document;
  const name = title || texts.library.untitled;
  return (
    <div className="group flex items-center gap-2 rounded-control hover:bg-sunken">
      <Link to="/documents/$id" params={{ id }} className="min-w-0 grow rounded-control px-2 py-3">
        <span className="block truncate text-md font-medium" dir="auto">
          {name}
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm text-soft">
          <span>{texts.library.status[status]}</span>
          <span>{texts.library.author[author]}</span>
          {sources.length > 0 && <span className="tabular">{texts.library.sources(sources.length)}</span>}
          <time dateTime={updatedAt} className="tabular">
            {dayOf(updatedAt)}
          </time>
        </span>
      </Link>
      <IconButton label={texts.library.moveToTrash(name)} icon={Trash2} onClick={onTrash} className="mr-2" />
    </div>
  );
}

function EmptyLibrary() {
  return (
    <EmptyState title={texts.library.emptyTitle} hint={texts.library.emptyHint}>
      <Button kind="primary" asChild>
        <Link to="/new">{texts.shell.newPiece}</Link>
      </Button>
      <Button asChild>
        <Link to="/sources">{texts.shell.sources}</Link>
      </Button>
    </EmptyState>
  );
}
