import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Field, TextArea } from '../../design/field.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';
import { useMend } from './use-mend.ts';

/** The text as it is stored, to be mended by hand. */
export function TextEditor({ id, text, onClose }: { id: string; text: string; onClose: () => void }) {
  const [typed, setTyped] = useState(text);
  const mend = useMend(id);
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={texts.source.text}
        hint={texts.source.editHint}
        render={(ties) => <TextArea {...ties} rows={20} dir="auto" value={typed} onChange={({ target }) => setTyped(target.value)} />}
      />
      {mend.isError && <ProblemNote error={mend.error} />}
      <div className="flex gap-2">
        <Button
          kind="primary"
          disabled={mend.isPending || typed.trim() === ''}
          onClick={() => mend.mutate({ text: typed }, { onSuccess: onClose })}
        >
          {texts.source.save}
        </Button>
        <Button onClick={onClose}>{texts.source.cancel}</Button>
      </div>
    </div>
  );
}
