import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Save } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useShortcuts } from '../../app/shortcuts.ts';
import { toast } from '../../app/toasts.tsx';
import { Button } from '../../design/button.tsx';
import type { DraftSaver, DraftText, SaveState } from '../../editor/draft-saver.ts';
import { texts } from '../../texts/index.ts';
import { saveRevision } from './save-revision.ts';

/** How the piece is: whether it is saved, and what to do with it next. */
export function StateBar({
  id,
  save,
  saver,
  read,
  before,
  after,
}: {
  id: string;
  save: { state: SaveState; problem: unknown };
  saver: DraftSaver;
  read: () => Promise<DraftText>;
  /** Buttons of the two sides. */
  before: ReactNode;
  after: ReactNode;
}) {
  const revision = useSaveRevision(id, saver, read);
  const { mutate, isPending } = revision;
  useShortcuts(useMemo(() => [{ keys: 'Mod+s', label: texts.manuscript.saveRevision, run: () => mutate(), inText: true }], [mutate]));
  const problem = save.problem instanceof Error ? save.problem.message : null;
  return (
    <div className="sticky top-12 z-20 flex h-11 items-center gap-3 border-b border-line bg-paper px-4">
      {before}
      <p
        role="status"
        title={problem ?? undefined}
        className={save.state === 'saved' || save.state === 'saving' ? 'text-soft' : 'text-doubt'}
      >
        {texts.manuscript.state[save.state]}
        {save.state === 'failed' && problem !== null && <span className="ml-2 text-soft">{problem}</span>}
      </p>
      <Button icon={Save} className="ml-auto" disabled={isPending || save.state === 'conflict'} onClick={() => mutate()}>
        {texts.manuscript.saveRevision}
      </Button>
      {after}
    </div>
  );
}

/** Makes a numbered revision of what is written now. */
function useSaveRevision(id: string, saver: DraftSaver, read: () => Promise<DraftText>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => saveRevision({ id, saver, read }),
    onSuccess: (document) => {
      if (document) toast(texts.manuscript.revisionSaved(document.revision));
    },
    onError: (error) => toast(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['documents', 'list'] }),
  });
}
