import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { toast } from '../../../app/toasts.tsx';
import { ProblemNote } from '../../../design/problem-note.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { cite } from '../../../editor/evidence/cite.ts';
import { changeEvidence } from '../../../editor/evidence/evidence-marks.ts';
import type { PlacedSentence } from '../../../editor/evidence/prose.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import { passagesQuery, savedDocumentQuery } from './evidence-query.ts';
import { Floating } from './floating.tsx';
import { PassageOptions } from './passage-options.tsx';

/** The passages nearest to a sentence: arrows choose, Enter cites. */
export function PassagePicker({ sentence }: { sentence: PlacedSentence & { takesFocus: boolean } }) {
  const { id, editor } = useDesk();
  const saved = useQuery(savedDocumentQuery(id));
  const sourceIds = saved.data?.sources.map((source) => source.id) ?? [];
  const found = useQuery({ ...passagesQuery(sentence.text, sourceIds), enabled: saved.data !== undefined });
  const [chosen, setChosen] = useState(0);
  const passages = found.data?.passages ?? [];
  const error = saved.error ?? found.error;

  const close = () => {
    changeEvidence(editor.view, { asked: null });
    editor.view.focus();
  };
  const take = (index: number) => {
    const passage = passages[index];
    if (passage === undefined) return;
    editor.view.dispatch(cite(editor.state, sentence.to, passage));
    close();
    toast(texts.evidence.cited, { label: texts.common.undo, run: () => editor.commands.undo() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && passages.length > 0) setChosen((chosen + step + passages.length) % passages.length);
    else if (event.key === 'Enter') take(chosen);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Floating at={{ ...editor.view.coordsAtPos(sentence.to), left: editor.view.coordsAtPos(sentence.from).left }} width={480}>
      <section
        aria-label={texts.evidence.picker}
        onKeyDown={onKeyDown}
        className="flex flex-col gap-2 rounded-panel border border-line bg-raised p-3 shadow-panel"
      >
        {error !== null && <ProblemNote error={error} onRetry={() => void (saved.error ? saved : found).refetch()} />}
        {error === null && found.data === undefined && <Skeleton lines={4} />}
        {found.data !== undefined && (
          <PassageOptions passages={passages} chosen={chosen} onChoose={setChosen} onTake={take} takesFocus={sentence.takesFocus} />
        )}
        <p className="text-xs text-soft">{sentence.takesFocus ? texts.evidence.pickerKeys : texts.evidence.pickerFocus}</p>
      </section>
    </Floating>
  );
}
