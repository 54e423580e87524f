import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';

/** Who is signed in, and what they may do. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me', { signal })),
  staleTime: 60_000,
});
