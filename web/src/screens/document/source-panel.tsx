import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toast } from '../../app/toasts.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { AddSources } from '../../parts/sources/add-sources.tsx';
import { useIntake } from '../../parts/sources/intake.ts';
import { IntakeList } from '../../parts/sources/intake-list.tsx';
import { SourceText } from '../../parts/sources/source-text.tsx';
import { sourceTextQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';
import { useDesk } from './desk-context.ts';
import { LibraryPicker } from './library-picker.tsx';

/** The sources of this piece, and those of the library one may add. */
export function SourcePanel() {
  const { id } = useDesk();
  const client = useQueryClient();
  const [opened, setOpened] = useState<{ id: string; title: string } | null>(null);
  const [isPicking, setPicking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['documents', id, 'sources'], queryFn: () => fetchSources(id) });
  const change = useMutation({
    // One after the other, each upon what is there then.
    scope: { id: `sources of ${id}` },
    mutationFn: (edit: (ids: string[]) => string[]) => changeSources(id, edit),
    onError: (problem) => toast(problem.message),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['documents', id, 'sources'] }),
        client.invalidateQueries({ queryKey: ['documents', 'list'] }),
      ]),
  });
  const addSource = (added: string) => change.mutate((ids) => [...new Set([...ids, added])]);
  const { entries, add, clear } = useIntake((source) => addSource(source.id));
  if (opened !== null) return <Beside source={opened} onClose={() => setOpened(null)} />;
  return (
    <div className="flex grow flex-col gap-3 overflow-y-auto p-3">
      <h2 className="font-semibold">{texts.sourcePanel.title}</h2>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton />}
      {data?.sources.length === 0 && <p className="text-soft">{texts.sourcePanel.empty}</p>}
      <ul aria-label={texts.sourcePanel.title}>
        {data?.sources.map((source) => (
          <li key={source.id} className="flex items-center gap-1 border-b border-line">
            <button
              type="button"
              aria-label={texts.sourcePanel.open(source.title)}
              onClick={() => setOpened(source)}
              className="min-w-0 grow truncate rounded-control py-2 text-left hover:underline"
              dir="auto"
            >
              {source.title}
            </button>
            <IconButton
              label={texts.sourcePanel.remove(source.title)}
              icon={X}
              onClick={() => change.mutate((ids) => ids.filter((one) => one !== source.id))}
            />
          </li>
        ))}
      </ul>
      <Button aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
        {isPicking ? texts.sourcePanel.close : texts.sourcePanel.fromLibrary}
      </Button>
      {isPicking && <LibraryPicker taken={data?.sources.map((source) => source.id) ?? []} onPick={addSource} />}
      <h3 className="mt-2 font-medium">{texts.sourcePanel.addNew}</h3>
      <AddSources onAdd={(given) => void add(given)} />
      <IntakeList entries={entries} onClear={clear} />
    </div>
  );
}

function Beside({ source: { id, title }, onClose }: { source: { id: string; title: string }; onClose: () => void }) {
  const { data, error, refetch } = useQuery(sourceTextQuery(id));
  return (
    <div className="flex grow flex-col gap-3 overflow-y-auto p-3">
      <div className="flex items-center gap-1">
        <IconButton label={texts.sourcePanel.back} icon={ArrowLeft} onClick={onClose} />
        <h2 className="min-w-0 truncate font-semibold" dir="auto">
          {title}
        </h2>
      </div>
      <Link to="/sources/$id" params={{ id }} className="text-accent underline">
        {texts.sourcePanel.whole}
      </Link>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton />}
      {data && <SourceText stored={data} passage={null} isNarrow />}
    </div>
  );
}

async function fetchSources(id: string) {
  const { data, response } = await api.GET('/api/v1/documents/{id}', { params: { path: { id } } });
  return { sources: data?.sources ?? [], etag: response.headers.get('etag') ?? '' };
}

async function changeSources(id: string, edit: (ids: string[]) => string[]): Promise<void> {
  const { sources, etag } = await fetchSources(id);
  const changed = edit(sources.map((source) => source.id));
  await api.PUT('/api/v1/documents/{id}', { params: { path: { id }, header: { 'if-match': etag } }, body: { sources: changed } });
}
