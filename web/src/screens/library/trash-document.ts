import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.ts';
import { toast } from '../../app/toasts.tsx';
import { texts } from '../../texts/index.ts';

type Document = Pick<Schema<'DocumentSummary'>, 'id' | 'title'>;

/** Moves a document to the trash at once, with a way back. */
export function useTrashDocument() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['documents'] });
  const restore = useMutation({
    mutationFn: ({ id }: Document) => api.POST('/api/v1/trash/{id}/restore', { params: { path: { id } } }),
    onSettled: refresh,
    onError: (error) => toast(error.message),
  });
  return useMutation({
    mutationFn: ({ id }: Document) => api.DELETE('/api/v1/documents/{id}', { params: { path: { id } } }),
    onSettled: refresh,
    onError: (error) => toast(error.message),
    onSuccess: (_answer, document) =>
      toast(texts.library.trashed(document.title || texts.library.untitled), {
        label: texts.common.undo,
        run: () => restore.mutate(document),
      }),
  });
}
