import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import { useSettled } from '../../design/use-settled.ts';
import { texts } from '../../texts/index.ts';
import { DocumentList } from './document-list.tsx';
import { SearchResults } from './search-results.tsx';

/** Search follows the typing at this distance, milliseconds. */
const settleMs = 150;

/** Everything written, the last changed first, or what fits a search. */
export function LibraryScreen() {
  const { q = '' } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const query = useSettled(typed.trim(), settleMs);
  useEffect(() => {
    void navigate({ to: '/', search: query === '' ? {} : { q: query }, replace: true });
  }, [query, navigate]);
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <h1 className="mb-4 text-lg font-semibold">{texts.library.title}</h1>
      <SearchField value={typed} onChange={setTyped} />
      {query === '' ? <DocumentList /> : <SearchResults query={query} />}
    </div>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <search className="relative mb-4 block">
      <Search size={16} aria-hidden className="absolute top-3 left-3 text-soft" />
      <input
        ref={input}
        type="search"
        aria-label={texts.library.search}
        placeholder={texts.library.searchPlaceholder}
        value={value}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
        className="h-10 w-full rounded-panel border border-edge bg-raised pr-10 pl-9 text-md [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <IconButton
          label={texts.library.clearSearch}
          icon={X}
          className="absolute top-1 right-1"
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        />
      )}
    </search>
  );
}
