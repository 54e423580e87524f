import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useSettled } from '../../design/use-settled.ts';
import { AddSources } from '../../parts/sources/add-sources.tsx';
import { useIntake } from '../../parts/sources/intake.ts';
import { IntakeList } from '../../parts/sources/intake-list.tsx';
import { texts } from '../../texts/index.ts';
import { AskPanel } from './ask-panel.tsx';
import { FoundSources, SourceList } from './source-list.tsx';
import { useDrop } from './use-drop.ts';

/** Search follows the typing at this distance, milliseconds. */
const settleMs = 150;

/** All sources: added, found, ticked and asked. */
export function SourcesScreen() {
  const { q = '', tag = null } = useSearch({ from: '/sources' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const words = useSettled(typed.trim(), settleMs);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { entries, add, clear } = useIntake();
  const isOver = useDrop(useCallback((files) => void add(files.map((file) => ({ kind: 'file', file }))), [add]));
  useEffect(() => {
    void navigate({ to: '/sources', search: (now) => ({ ...now, q: words || undefined }), replace: true });
  }, [words, navigate]);
  const onTick = (id: string) =>
    setTicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const picked = { ticked, onTick };
  return (
    <div className={`mx-auto w-full max-w-[960px] px-4 py-6 ${isOver ? 'outline-2 -outline-offset-8 outline-accent outline-dashed' : ''}`}>
      <h1 className="text-lg font-semibold">{texts.sources.title}</h1>
      <p className="mb-4 text-soft">{isOver ? texts.sources.dropHere : texts.sources.hint}</p>
      <AddSources onAdd={(given) => void add(given)} />
      <IntakeList entries={entries} onClear={clear} />
      <AskPanel ticked={[...ticked]} onUntick={() => setTicked(new Set())} />
      <search className="relative mb-4 block">
        <Search size={16} aria-hidden className="absolute top-3 left-3 text-soft" />
        <input
          type="search"
          aria-label={texts.sources.search}
          placeholder={texts.sources.searchPlaceholder}
          value={typed}
          maxLength={500}
          onChange={({ target }) => setTyped(target.value)}
          className="h-10 w-full rounded-panel border border-edge bg-raised pr-3 pl-9 text-md"
        />
      </search>
      {words === '' ? <SourceList {...picked} tag={tag} /> : <FoundSources {...picked} words={words} />}
    </div>
  );
}
