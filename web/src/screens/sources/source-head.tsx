import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { dayOf } from '../../design/dates.ts';
import { Field, TextInput } from '../../design/field.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { safeHref } from '../../parts/safe-href.ts';
import type { Source } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';
import { DeleteSource } from './delete-source.tsx';
import { RefreshSource } from './refresh-source.tsx';
import { Tags } from './tags.tsx';
import { useMend } from './use-mend.ts';

/** What is known of a source and may be changed. */
export function SourceHead({ source }: { source: Source }) {
  const { id, title, address, format, problems, localOnly, language, characters, fetchedAt } = source;
  const mend = useMend(id);
  const href = /^https?:/.test(address) ? safeHref(address) : null;
  return (
    <div className="mt-2 flex flex-col gap-4">
      <h1 className="text-lg font-semibold break-words" dir="auto">
        {title}
      </h1>
      <p className="flex flex-wrap gap-x-3 text-sm text-soft">
        <span>{texts.sources.format[format] ?? format}</span>
        <span className="tabular">{texts.sources.characters(characters)}</span>
        {language !== null && <span>{language}</span>}
        <span>{texts.source.fetched(dayOf(fetchedAt))}</span>
        {href === null ? (
          <span className="break-all">{address}</span>
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" className="break-all underline">
            {address}
          </a>
        )}
      </p>
      <Problems problems={problems} />
      <TitleForm title={title} isBusy={mend.isPending} onRename={(changed) => mend.mutate({ title: changed })} />
      <Tags tags={source.tags} onChange={(tags) => mend.mutate({ tags })} />
      <Field
        label={texts.source.localOnly}
        hint={texts.source.localOnlyHint}
        render={({ 'aria-invalid': _, ...ties }) => (
          <input
            {...ties}
            type="checkbox"
            className="size-4 accent-accent"
            checked={localOnly}
            disabled={mend.isPending}
            onChange={({ target }) => mend.mutate({ localOnly: target.checked })}
          />
        )}
      />
      {mend.isError && <ProblemNote error={mend.error} />}
      <div className="flex flex-wrap gap-2">
        {href !== null && <RefreshSource id={id} />}
        <DeleteSource id={id} title={title} />
      </div>
    </div>
  );
}

function Problems({ problems }: Pick<Source, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <section aria-label={texts.source.problems} className="rounded-panel border border-doubt bg-raised p-4">
      <h2 className="font-semibold">{texts.source.problems}</h2>
      <ul className="list-disc pl-5">
        {problems.map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
      </ul>
    </section>
  );
}

function TitleForm({ title, isBusy, onRename }: { title: string; isBusy: boolean; onRename: (title: string) => void }) {
  const [typed, setTyped] = useState(title);
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onRename(typed);
      }}
    >
      <div className="min-w-0 grow">
        <Field
          label={texts.source.titleLabel}
          render={(ties) => (
            <TextInput {...ties} dir="auto" maxLength={300} value={typed} onChange={({ target }) => setTyped(target.value)} />
          )}
        />
      </div>
      <Button type="submit" disabled={typed.trim() === '' || typed === title || isBusy}>
        {texts.source.rename}
      </Button>
    </form>
  );
}
