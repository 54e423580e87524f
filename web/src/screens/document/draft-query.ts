import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { DraftText } from '../../editor/draft-saver.ts';

/** The caller's draft with the tag it is saved by, or the document itself when there is none. */
export function draftQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', id, 'draft'],
    queryFn: ({ signal }) => fetchDraft(id, signal),
    // The editor holds the text from now on; what is typed must not be replaced behind its back.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export async function fetchDraft(id: string, signal?: AbortSignal) {
  const { data, response } = await api.GET('/api/v1/documents/{id}/draft', { params: { path: { id } }, signal });
  if (data === undefined) throw new Error('The server answered without a draft.');
  return { ...data, etag: response.headers.get('etag') ?? '' };
}

/** @returns the draft's new tag */
export async function putDraft(id: string, { title, body }: DraftText, etag: string): Promise<string> {
  const { response } = await api.PUT('/api/v1/documents/{id}/draft', {
    params: { path: { id }, header: { 'if-match': etag } },
    body: { title, body, origin: 'typed' },
  });
  return response.headers.get('etag') ?? '';
}
