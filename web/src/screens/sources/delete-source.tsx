import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toast } from '../../app/toasts.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';

/** Deletes after a question, because it cannot be undone. */
export function DeleteSource({ id, title }: { id: string; title: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/sources/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      toast(texts.source.removed(title));
      await navigate({ to: '/sources' });
      client.removeQueries({ queryKey: ['sources', 'one', id] });
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
  });
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {texts.source.remove}
      </Button>
      {isAsking && (
        <Dialog title={texts.source.removeTitle(title)} onClose={() => setAsking(false)}>
          <p className="mb-4 text-soft">{texts.source.removeHint}</p>
          {remove.isError && <ProblemNote error={remove.error} />}
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{texts.common.cancel}</Button>
            <Button kind="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {texts.source.remove}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
