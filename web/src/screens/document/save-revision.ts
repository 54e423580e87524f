import { api } from '../../api/client.ts';
import type { DraftSaver, DraftText } from '../../editor/draft-saver.ts';
import { fetchDraft } from './draft-query.ts';

/** Makes a numbered revision of what is written now. @returns the document with it */
export async function saveRevision({ id, saver, read }: { id: string; saver: DraftSaver; read: () => Promise<DraftText> }) {
  await saver.flush();
  const text = await read();
  const { response } = await api.GET('/api/v1/documents/{id}', { params: { path: { id } } });
  const { data } = await api.PUT('/api/v1/documents/{id}', {
    params: { path: { id }, header: { 'if-match': response.headers.get('etag') ?? '' } },
    body: text,
  });
  // The draft went into the revision; the next one begins anew.
  saver.adopt((await fetchDraft(id)).etag);
  return data;
}
