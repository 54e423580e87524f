import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { AddSources } from '../../parts/add-sources.tsx';
import { sourcesQuery } from '../../parts/sources-query.ts';
import { texts } from '../../texts/index.ts';

/** Made from the choice as it is by then: several sources may be added at once. */
type Update = (before: readonly string[]) => readonly string[];

/** Which sources a piece rests on. */
export function SourceChoice({ value, onChange }: { value: readonly string[]; onChange: (update: Update) => void }) {
  const list = useInfiniteQuery(sourcesQuery);
  const [isAdding, setAdding] = useState(false);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{texts.newPiece.sources}</legend>
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="text-soft">{texts.newPiece.noSources}</p>}
      {items.length > 0 && (
        <div className="flex max-h-56 flex-col overflow-y-auto rounded-control border border-line bg-raised p-2">
          {items.map(({ id, title }) => (
            <label key={id} className="flex items-center gap-2 rounded-control px-1 py-1 hover:bg-sunken">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-(--accent)"
                checked={value.includes(id)}
                onChange={({ target: { checked } }) =>
                  onChange((before) => [...before.filter((other) => other !== id), ...(checked ? [id] : [])])
                }
              />
              <span className="truncate" dir="auto">
                {title || texts.intake.untitled}
              </span>
            </label>
          ))}
        </div>
      )}
      <Button icon={Plus} className="self-start" onClick={() => setAdding(true)}>
        {texts.intake.add}
      </Button>
      {isAdding && (
        <Dialog title={texts.intake.add} onClose={() => setAdding(false)}>
          <AddSources onAdded={({ id }) => onChange((before) => [...before, id])} />
        </Dialog>
      )}
    </fieldset>
  );
}
