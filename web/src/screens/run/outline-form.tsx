import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { api, type Schema } from '../../api/client.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { TextInput } from '../../design/field.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';

type Heading = NonNullable<Schema<'Run'>['outline']>[number] & { key: number };

/** The outline as it was planned, to be changed before it is written. */
export function OutlineForm({
  id,
  outline,
  onApproved,
}: {
  id: string;
  outline: NonNullable<Schema<'Run'>['outline']>;
  onApproved: () => void;
}) {
  const client = useQueryClient();
  const [items, setItems] = useState<Heading[]>(() => outline.map((item, key) => ({ ...item, key })));
  const list = useRef<HTMLOListElement>(null);
  const approve = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/runs/{id}/approve', {
        params: { path: { id } },
        body: { outline: items.map(({ heading, notes }) => ({ heading: heading.trim(), ...(notes ? { notes } : {}) })) },
      }),
    onSuccess: onApproved,
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
  const move = (from: number, by: number) => {
    const next = [...items];
    next.splice(from + by, 0, ...next.splice(from, 1));
    setItems(next);
  };
  return (
    <form
      className="mb-6 flex flex-col gap-3 rounded-panel border border-line bg-raised p-4"
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate();
      }}
    >
      <h2 className="font-semibold">{texts.runs.outline}</h2>
      <p className="text-soft">{texts.runs.outlineHint}</p>
      <ol ref={list} className="flex flex-col gap-2">
        {items.map(({ key, heading }, index) => (
          <li key={key} className="flex items-center gap-1">
            <TextInput
              aria-label={texts.runs.heading(index + 1)}
              value={heading}
              dir="auto"
              maxLength={200}
              onChange={(event) => setItems(items.map((item) => (item.key === key ? { ...item, heading: event.target.value } : item)))}
            />
            <IconButton label={texts.runs.up} icon={ArrowUp} disabled={index === 0} onClick={() => move(index, -1)} />
            <IconButton label={texts.runs.down} icon={ArrowDown} disabled={index === items.length - 1} onClick={() => move(index, 1)} />
            <IconButton
              label={texts.runs.remove}
              icon={X}
              disabled={items.length === 1}
              onClick={() => setItems(items.filter((item) => item.key !== key))}
            />
          </li>
        ))}
      </ol>
      {approve.isError && <ProblemNote error={approve.error} />}
      <Button
        kind="primary"
        type="submit"
        className="self-start"
        disabled={approve.isPending || items.some(({ heading }) => heading.trim() === '')}
      >
        {texts.runs.approve}
      </Button>
    </form>
  );
}
