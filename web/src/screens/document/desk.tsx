import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { DraftSaver, type SaveState } from '../../editor/draft-saver.ts';
import { Manuscript } from '../../editor/manuscript.tsx';
import type { EditorNode } from '../../editor/markdown/editor-json.ts';
import { writeInWorker } from '../../editor/markdown/markdown-worker.ts';
import { texts } from '../../texts/index.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { DeskContext } from './desk-context.ts';
import { putDraft } from './draft-query.ts';
import { EvidenceOnText } from './evidence/evidence-on-text.tsx';
import { Margin } from './margin/margin.tsx';
import { useSide } from './side.tsx';
import { SourcePanel } from './source-panel.tsx';
import { StateBar } from './state-bar.tsx';

/** The manuscript and all that stands beside it, for a text that is loaded. */
export function Desk({ id, draft, document }: { id: string; draft: { title: string; etag: string }; document: EditorNode }) {
  const client = useQueryClient();
  const [title, setTitle] = useState(draft.title);
  const [save, setSave] = useState<{ state: SaveState; problem: unknown }>({ state: 'saved', problem: null });
  const [editor, setEditor] = useState<Editor | null>(null);
  const now = useRef<{ title: string; editor: Editor | null }>({ title: draft.title, editor: null });

  const read = useCallback(async () => {
    const { editor: current, title: currentTitle } = now.current;
    if (current === null) throw new Error('The text is not loaded yet.');
    return { title: currentTitle, body: await writeInWorker(current.getJSON() as EditorNode) };
  }, []);
  const saver = useMemo(
    () =>
      new DraftSaver(
        { read, put: (text, etag) => putDraft(id, text, etag), onState: (state, problem) => setSave({ state, problem }) },
        draft.etag,
      ),
    [id, draft.etag, read],
  );
  useLeaving(saver);
  const onReady = useCallback((ready: Editor) => {
    now.current.editor = ready;
    setEditor(ready);
  }, []);
  const piece = useMemo(() => (editor === null ? null : { id, editor, saver, read }), [id, editor, saver, read]);
  const left = useSide('left', texts.margin.sources, () => <SourcePanel />);
  const right = useSide('right', texts.margin.label, () => <Margin />);

  return (
    <DeskContext value={piece}>
      <StateBar id={id} save={save} saver={saver} read={read} before={left.toggle} after={right.toggle} />
      <div className="flex grow">
        {piece !== null && left.side}
        <div className="mx-auto w-full max-w-[calc(68ch+32px)] min-w-0 px-4 py-8">
          {save.state === 'conflict' && (
            <ConflictPanel
              id={id}
              saver={saver}
              read={read}
              onTakeTheirs={() => void client.invalidateQueries({ queryKey: ['documents', id, 'draft'] })}
            />
          )}
          <input
            aria-label={texts.manuscript.title}
            placeholder={texts.manuscript.titlePlaceholder}
            value={title}
            maxLength={300}
            dir="auto"
            onChange={(event) => {
              setTitle(event.target.value);
              now.current.title = event.target.value;
              saver.changed();
            }}
            className="mb-6 w-full bg-transparent font-serif text-xl font-semibold outline-none"
          />
          <Manuscript document={document} onChange={() => saver.changed()} onReady={onReady} />
        </div>
        {piece !== null && right.side}
        {piece !== null && <EvidenceOnText />}
      </div>
    </DeskContext>
  );
}

/** What is typed is saved before the page goes. */
function useLeaving(saver: DraftSaver): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (saver.state === 'saved') return;
      void saver.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      void saver.flush().finally(() => saver.stop());
    };
  }, [saver]);
}
