import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { Field, TextInput } from '../../design/field.tsx';
import { texts } from '../../texts/index.ts';

/** The tags of a source, added and removed one by one. */
export function Tags({ tags, onChange }: { tags: readonly string[]; onChange: (tags: string[]) => void }) {
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange([...tags, typed.trim()]);
    setTyped('');
  };
  return (
    <div className="flex flex-col gap-2">
      {tags.length > 0 && (
        <ul aria-label={texts.source.tags} className="flex flex-wrap gap-2">
          {tags.map((tag) => (
            <li key={tag} className="flex max-w-full items-center rounded-full bg-accent-wash pl-3 text-sm">
              <span className="truncate" dir="auto">
                {tag}
              </span>
              <IconButton label={texts.source.removeTag(tag)} icon={X} onClick={() => onChange(tags.filter((one) => one !== tag))} />
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit} className="flex items-end gap-2">
        <Field
          label={texts.source.addTag}
          render={(ties) => (
            <TextInput {...ties} dir="auto" maxLength={50} value={typed} onChange={({ target }) => setTyped(target.value)} />
          )}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          {texts.source.addTag}
        </Button>
      </form>
    </div>
  );
}
