import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../../api/client.ts';

export type Claim = Schema<'Evidence'>['claims'][number];
export type DocumentSource = Schema<'Document'>['sources'][number];

/** What the last check found. */
export function evidenceQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', id, 'evidence'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/documents/{id}/evidence', { params: { path: { id } }, signal })),
  });
}

/** The document as it was last saved: its sources and language. */
export function savedDocumentQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', id, 'saved'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/documents/{id}', { params: { path: { id } }, signal })),
  });
}

/** The passages of the document's sources that come nearest to a sentence. */
export function passagesQuery(sentence: string, sourceIds: readonly string[]) {
  return queryOptions({
    queryKey: ['passages', sentence, ...sourceIds],
    queryFn: ({ signal }) => {
      const body = { question: sentence.slice(0, 1000), limit: 5, ...(sourceIds.length > 0 ? { sourceIds: [...sourceIds] } : {}) };
      return answerOf(api.POST('/api/v1/ask', { body, signal }));
    },
    staleTime: 60_000,
  });
}
