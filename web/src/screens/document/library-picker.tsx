import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TextInput } from '../../design/field.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useSettled } from '../../design/use-settled.ts';
import { sourceSearchQuery, sourcesQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';

/** The sources of the library that this piece does not use yet. */
export function LibraryPicker({ taken, onPick }: { taken: readonly string[]; onPick: (id: string) => void }) {
  const [typed, setTyped] = useState('');
  const words = useSettled(typed.trim(), 150);
  const list = useInfiniteQuery(sourcesQuery);
  const search = useQuery(sourceSearchQuery(words));
  const all = words === '' ? list.data?.pages.flatMap((page) => page.items) : search.data;
  const free = all?.filter(({ id }) => !taken.includes(id));
  const error = list.error ?? search.error;
  return (
    <div className="flex flex-col gap-2">
      <TextInput
        type="search"
        aria-label={texts.sourcePanel.filter}
        placeholder={texts.sourcePanel.filter}
        value={typed}
        maxLength={500}
        onChange={({ target }) => setTyped(target.value)}
      />
      {error !== null && <ProblemNote error={error} />}
      {error === null && free === undefined && <Skeleton lines={3} />}
      {free?.length === 0 && <p className="text-soft">{texts.sourcePanel.none}</p>}
      <ul>
        {free?.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-label={texts.sourcePanel.add(title)}
              onClick={() => onPick(id)}
              className="w-full truncate rounded-control px-2 py-1 text-left hover:bg-sunken"
              dir="auto"
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
