import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.ts';

const pageSize = 100;

export type DocumentStatus = Schema<'DocumentSummary'>['status'];
export const documentStatuses = ['draft', 'in_review', 'approved', 'published'] as const satisfies readonly DocumentStatus[];

/** The documents, the last changed first, page after page. @param status null for all */
export function documentsQuery(status: DocumentStatus | null = null) {
  return infiniteQueryOptions({
    queryKey: ['documents', 'list', status],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/documents', {
          params: { query: { limit: pageSize, sort: '-updatedAt', cursor: pageParam ?? undefined, status: status ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
