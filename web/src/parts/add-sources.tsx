import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type DragEvent, type FormEvent, useId, useRef, useState } from 'react';
import { answerOf, api, type Schema } from '../api/client.ts';
import { uploadFile } from '../api/upload.ts';
import { Button } from '../design/button.tsx';
import { Field, TextArea, TextInput } from '../design/field.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { texts } from '../texts/index.ts';

type Source = Schema<'Source'>;
type Wanted = { kind: 'file'; file: File } | { kind: 'url'; url: string } | { kind: 'text'; text: string };

interface Attempt {
  id: number;
  name: string;
  error: unknown;
}

/** Brings files, pages and texts in; each by itself, so that one that is refused holds up no other. */
export function AddSources({ onAdded }: { onAdded: (source: Source) => void }) {
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const lastId = useRef(0);
  const client = useQueryClient();
  const add = async (wanted: Wanted) => {
    lastId.current += 1;
    const attempt = { id: lastId.current, name: nameOf(wanted), error: null };
    setAttempts((all) => [...all, attempt]);
    try {
      const source = await bring(wanted);
      setAttempts((all) => all.filter(({ id }) => id !== attempt.id));
      await client.invalidateQueries({ queryKey: ['sources'] });
      onAdded(source);
    } catch (error) {
      setAttempts((all) => all.map((each) => (each.id === attempt.id ? { ...each, error } : each)));
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <Files onFiles={(files) => void Promise.all([...files].map((file) => add({ kind: 'file', file })))} />
      <Address onAdd={(url) => add({ kind: 'url', url })} />
      <Pasted onAdd={(text) => add({ kind: 'text', text })} />
      <div aria-live="polite" className="flex flex-col gap-2">
        {attempts.map(({ id, name, error }) =>
          error === null ? (
            <p key={id} className="truncate text-soft">
              {texts.intake.adding(name)}
            </p>
          ) : (
            <div key={id}>
              <p className="mb-1 truncate font-medium" dir="auto">
                {name}
              </p>
              <ProblemNote error={error} />
            </div>
          ),
        )}
      </div>
    </div>
  );
}

function nameOf(wanted: Wanted): string {
  if (wanted.kind === 'file') return wanted.file.name;
  return wanted.kind === 'url' ? wanted.url : wanted.text.slice(0, 60);
}

async function bring(wanted: Wanted): Promise<Source> {
  if (wanted.kind !== 'file') return answerOf(api.POST('/api/v1/sources', { body: wanted }));
  const { id } = await uploadFile(wanted.file);
  return answerOf(api.POST('/api/v1/sources', { body: { kind: 'blob', blobId: id } }));
}

function Files({ onFiles }: { onFiles: (files: FileList) => void }) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to what the field inside does
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`flex flex-col items-center gap-1 rounded-panel border border-dashed p-6 text-center ${isOver ? 'border-accent bg-accent-wash' : 'border-edge'}`}
    >
      <FileUp size={20} aria-hidden className="text-soft" />
      <p>
        {texts.intake.drop}{' '}
        <label htmlFor={id} className="cursor-pointer font-medium text-accent underline underline-offset-3">
          {texts.intake.choose}
        </label>
      </p>
      <p className="text-sm text-soft">{texts.intake.kinds}</p>
      <input
        id={id}
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => {
          if (event.target.files) onFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Address({ onAdd }: { onAdd: (url: string) => Promise<void> }) {
  const [url, setUrl] = useState('');
  const submit = useMutation({ mutationFn: () => onAdd(url.trim()), onSuccess: () => setUrl('') });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The form may stand within another.
    event.stopPropagation();
    if (url.trim() !== '') submit.mutate();
  };
  return (
    <form onSubmit={onSubmit}>
      <Field
        label={texts.intake.address}
        render={(ties) => (
          <div className="flex gap-2">
            <TextInput
              {...ties}
              type="url"
              value={url}
              placeholder={texts.intake.addressPlaceholder}
              onChange={(event) => setUrl(event.target.value)}
            />
            <Button type="submit" disabled={submit.isPending}>
              {texts.intake.addAddress}
            </Button>
          </div>
        )}
      />
    </form>
  );
}

function Pasted({ onAdd }: { onAdd: (text: string) => Promise<void> }) {
  const [text, setText] = useState('');
  const submit = useMutation({ mutationFn: () => onAdd(text), onSuccess: () => setText('') });
  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (text.trim() !== '') submit.mutate();
      }}
    >
      <div className="w-full">
        <Field
          label={texts.intake.paste}
          render={(ties) => (
            <TextArea
              {...ties}
              value={text}
              placeholder={texts.intake.pastePlaceholder}
              dir="auto"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        />
      </div>
      <Button type="submit" disabled={submit.isPending}>
        {texts.intake.addText}
      </Button>
    </form>
  );
}
