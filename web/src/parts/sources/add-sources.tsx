import { ClipboardPaste, FileUp, Link2 } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Field, TextArea, TextInput } from '../../design/field.tsx';
import { texts } from '../../texts/index.ts';
import type { Given } from './intake.ts';

type Add = (given: readonly Given[]) => void;

/** The three ways in beside dropping: files, a pasted text, addresses. */
export function AddSources({ onAdd }: { onAdd: Add }) {
  const [open, setOpen] = useState<'text' | 'urls' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const toggle = (which: 'text' | 'urls') => setOpen(open === which ? null : which);
  const addAndClose: Add = (given) => {
    setOpen(null);
    onAdd(given);
  };
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={({ target }) => {
            onAdd(Array.from(target.files ?? [], (file) => ({ kind: 'file', file })));
            target.value = '';
          }}
        />
        <Button icon={FileUp} onClick={() => input.current?.click()}>
          {texts.sources.chooseFiles}
        </Button>
        <Button icon={ClipboardPaste} aria-expanded={open === 'text'} onClick={() => toggle('text')}>
          {texts.sources.pasteText}
        </Button>
        <Button icon={Link2} aria-expanded={open === 'urls'} onClick={() => toggle('urls')}>
          {texts.sources.addUrls}
        </Button>
      </div>
      {open === 'text' && <PasteForm onAdd={addAndClose} />}
      {open === 'urls' && <UrlForm onAdd={addAndClose} />}
    </div>
  );
}

const form = 'mt-3 flex flex-col gap-3 rounded-panel border border-line bg-raised p-4';

function PasteForm({ onAdd }: { onAdd: Add }) {
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd([{ kind: 'text', title, text }]);
  };
  return (
    <form onSubmit={submit} className={form}>
      <Field
        label={texts.sources.pasteTitle}
        hint={texts.sources.pasteTitleHint}
        render={(ties) => (
          <TextInput {...ties} value={title} maxLength={300} dir="auto" onChange={({ target }) => setTitle(target.value)} />
        )}
      />
      <Field
        label={texts.sources.pasteBody}
        render={(ties) => <TextArea {...ties} rows={6} value={text} dir="auto" onChange={({ target }) => setText(target.value)} />}
      />
      <Button kind="primary" type="submit" disabled={text.trim() === ''} className="self-start">
        {texts.sources.add}
      </Button>
    </form>
  );
}

function UrlForm({ onAdd }: { onAdd: Add }) {
  const [typed, setTyped] = useState('');
  const urls = typed.split(/\s+/).filter((url) => url !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd(urls.map((url) => ({ kind: 'url', url })));
  };
  return (
    <form onSubmit={submit} className={form}>
      <Field
        label={texts.sources.urls}
        hint={texts.sources.urlsHint}
        render={(ties) => <TextArea {...ties} rows={3} dir="ltr" value={typed} onChange={({ target }) => setTyped(target.value)} />}
      />
      <Button kind="primary" type="submit" disabled={urls.length === 0} className="self-start">
        {texts.sources.addAddresses}
      </Button>
    </form>
  );
}
