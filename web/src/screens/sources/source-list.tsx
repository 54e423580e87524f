import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EmptyState } from '../../design/empty-state.tsx';
import { placeOf } from '../../design/locator.ts';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { VirtualList } from '../../design/virtual-list.tsx';
import { type Source, sourceSearchQuery, sourcesQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';

interface Picked {
  ticked: ReadonlySet<string>;
  onTick: (id: string) => void;
}

/** All sources, or those with a tag. */
export function SourceList({ tag, ...picked }: Picked & { tag: string | null }) {
  const { data, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(sourcesQuery);
  const mayFetch = hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    // Those with the tag may stand on any page.
    if (tag !== null && mayFetch) void fetchNextPage();
  }, [tag, mayFetch, fetchNextPage]);
  if (isPending) return <Skeleton lines={8} />;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <EmptyState title={texts.sources.emptyTitle} hint={texts.sources.emptyHint} />;
  const items = tag === null ? all : all.filter(({ tags }) => tags.includes(tag));
  return (
    <>
      <TagFilter tags={[...new Set(all.flatMap(({ tags }) => tags))].sort()} value={tag} />
      {items.length === 0 && <p className="py-8 text-center text-soft">{texts.sources.noneOfTag}</p>}
      <VirtualList
        items={items}
        keyOf={({ id }) => id}
        rowHeight={64}
        label={texts.sources.title}
        onEnd={() => {
          if (mayFetch) void fetchNextPage();
        }}
        render={(source) => <Row source={source} {...picked} />}
      />
    </>
  );
}

function TagFilter({ tags, value }: { tags: readonly string[]; value: string | null }) {
  if (tags.length === 0 && value === null) return null;
  return (
    <nav aria-label={texts.sources.tagFilter} className="mb-2 flex flex-wrap gap-1">
      {[null, ...tags].map((tag) => (
        <Link
          key={tag}
          to="/sources"
          search={(now) => ({ ...now, tag: tag ?? undefined })}
          aria-current={tag === value}
          className="max-w-full truncate rounded-full px-3 py-1 text-sm text-soft hover:text-ink aria-[current=true]:bg-accent-wash aria-[current=true]:text-ink"
        >
          {tag ?? texts.sources.allTags}
        </Link>
      ))}
    </nav>
  );
}

function Tick({ id, title, ticked, onTick }: Picked & { id: string; title: string }) {
  return (
    <label className="flex size-8 shrink-0 items-center justify-center">
      <input
        type="checkbox"
        aria-label={texts.sources.tick(title)}
        checked={ticked.has(id)}
        onChange={() => onTick(id)}
        className="size-4 accent-accent"
      />
    </label>
  );
}

const row = 'flex items-center gap-1 rounded-control hover:bg-sunken';

function Row({ source, ...picked }: Picked & { source: Source }) {
  const { id, title, format, problems, localOnly, tags, language, characters } = source;
  return (
    <div className={row}>
      <Tick id={id} title={title} {...picked} />
      <Link to="/sources/$id" params={{ id }} className="min-w-0 grow rounded-control px-2 py-3">
        <span className="block truncate text-md font-medium" dir="auto">
          {title}
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm text-soft">
          <span>{texts.sources.format[format] ?? format}</span>
          <span className="tabular">{texts.sources.characters(characters)}</span>
          {language !== null && <span>{language}</span>}
          {localOnly && <span>{texts.sources.localOnly}</span>}
          {problems.length > 0 && <span className="text-doubt">{texts.sources.problems(problems.length)}</span>}
          {tags.map((tag) => (
            <span key={tag} className="max-w-full truncate">
              #{tag}
            </span>
          ))}
        </span>
      </Link>
    </div>
  );
}

/** Sources that fit a search, with the best passage of each. */
export function FoundSources({ words, ...picked }: Picked & { words: string }) {
  const { data, isPending, error, refetch } = useQuery(sourceSearchQuery(words));
  if (isPending) return <Skeleton />;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <EmptyState title={texts.sources.noneFound(words)} />;
  return (
    <ul aria-label={texts.sources.title}>
      {data.map(({ id, title, snippet, locator }) => (
        <li key={id} className={`${row} border-b border-line`}>
          <Tick id={id} title={title} {...picked} />
          <Link to="/sources/$id" params={{ id }} className="min-w-0 grow rounded-control px-2 py-3">
            <span className="block truncate text-md font-medium" dir="auto">
              {title}
            </span>
            <span className="line-clamp-2 text-soft" dir="auto">
              {snippet}
            </span>
            <span className="block text-sm text-soft">{placeOf(locator)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
