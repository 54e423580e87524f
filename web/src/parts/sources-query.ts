import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';

/** The sources, the last added first, page after page. */
export const sourcesQuery = infiniteQueryOptions({
  queryKey: ['sources', 'list'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/api/v1/sources', { params: { query: { limit: 100, cursor: pageParam ?? undefined } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});
