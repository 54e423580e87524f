import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import type { DraftSaver, DraftText } from '../../editor/draft-saver.ts';
import { texts } from '../../texts/index.ts';
import { fetchDraft } from './draft-query.ts';

/** Two windows changed one text: the person chooses, and neither text is lost before. */
export function ConflictPanel({
  id,
  saver,
  read,
  onTakeTheirs,
}: {
  id: string;
  saver: DraftSaver;
  read: () => Promise<DraftText>;
  onTakeTheirs: () => void;
}) {
  const navigate = useNavigate();
  const mine = useMutation({ mutationFn: async () => saver.keepMine((await fetchDraft(id)).etag) });
  const both = useMutation({
    mutationFn: async () => {
      const { title, body } = await read();
      return answerOf(api.POST('/api/v1/documents', { body: { title: texts.manuscript.copyTitle(title), body } }));
    },
    onSuccess: (copy) => {
      saver.stop();
      void navigate({ to: '/documents/$id', params: { id: copy.id } });
    },
  });
  const isBusy = mine.isPending || both.isPending;
  return (
    <section role="alert" className="mb-6 flex flex-col gap-3 rounded-panel border border-conflict bg-raised p-4">
      <h2 className="font-semibold">{texts.manuscript.conflictTitle}</h2>
      <p className="text-soft">{texts.manuscript.conflictHint}</p>
      {(mine.error ?? both.error) && <ProblemNote error={mine.error ?? both.error} />}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" disabled={isBusy} onClick={() => mine.mutate()}>
          {texts.manuscript.keepMine}
        </Button>
        <Button
          disabled={isBusy}
          onClick={() => {
            saver.stop();
            onTakeTheirs();
          }}
        >
          {texts.manuscript.takeTheirs}
        </Button>
        <Button disabled={isBusy} onClick={() => both.mutate()}>
          {texts.manuscript.keepBoth}
        </Button>
      </div>
    </section>
  );
}
