import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BookOpenText, FileText } from 'lucide-react';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { placeOf } from '../../design/locator.ts';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { texts } from '../../texts/index.ts';

type Result = Schema<'SearchResult'>['items'][number];

/** Documents and sources that fit, and why. */
export function SearchResults({ query }: { query: string }) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/search', { params: { query: { q: query, limit: 30 } }, signal })),
    placeholderData: keepPreviousData,
  });
  if (isPending) return <Skeleton />;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <EmptyState title={texts.library.noMatch(query)} hint={texts.library.noMatchHint} />;
  return (
    <ul aria-label={texts.library.results}>
      {data.items.map((result) => (
        <li key={result.id} className="border-b border-line">
          <ResultRow result={result} />
        </li>
      ))}
    </ul>
  );
}

function ResultRow({ result: { kind, id, title, snippet, why, locator } }: { result: Result }) {
  const Icon = kind === 'document' ? FileText : BookOpenText;
  const place = placeOf(locator);
  return (
    <Link
      to={kind === 'document' ? '/documents/$id' : '/sources/$id'}
      params={{ id }}
      className="block rounded-control px-2 py-3 hover:bg-sunken"
    >
      <span className="flex items-center gap-2 text-md font-medium">
        <Icon size={16} aria-label={texts.library.kind[kind]} className="shrink-0 text-soft" />
        <span className="truncate" dir="auto">
          {title || texts.library.untitled}
        </span>
      </span>
      <span className="mt-1 line-clamp-2 text-soft" dir="auto">
        {snippet}
      </span>
      <span className="mt-1 block text-sm text-soft">
        {[why.map((each) => texts.library.why[each]).join(', '), place].filter((part) => part !== '').join(' · ')}
      </span>
    </Link>
  );
}
