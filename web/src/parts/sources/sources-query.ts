import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.ts';

export type Source = Schema<'Source'>;

/** All sources, the last changed first, page after page. */
export const sourcesQuery = infiniteQueryOptions({
  queryKey: ['sources', 'list'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/api/v1/sources', { params: { query: { limit: 100, sort: '-updatedAt', cursor: pageParam ?? undefined } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export function sourceQuery(id: string) {
  return queryOptions({
    queryKey: ['sources', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sources/{id}', { params: { path: { id } }, signal })),
  });
}

export function sourceTextQuery(id: string) {
  return queryOptions({
    queryKey: ['sources', 'one', id, 'text'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sources/{id}/text', { params: { path: { id } }, signal })),
  });
}

export function sourceSearchQuery(words: string) {
  return queryOptions({
    queryKey: ['sources', 'search', words],
    queryFn: async ({ signal }) => {
      const { items } = await answerOf(api.GET('/api/v1/search', { params: { query: { q: words, limit: 100 } }, signal }));
      return items.filter(({ kind }) => kind === 'source');
    },
    enabled: words !== '',
  });
}
