import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { documentsQuery } from '../screens/library/documents-query.ts';
import { texts } from '../texts/index.ts';
import { destinations } from './destinations.ts';
import { Keys } from './keys.tsx';
import { shortcutsNow } from './shortcuts.ts';

const item = 'flex cursor-pointer items-center gap-3 rounded-control px-3 py-2 data-[selected=true]:bg-accent-wash';
const group =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-soft';

/** Everything one can go to or do from here, by typing. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const documents = useInfiniteQuery(documentsQuery());
  const shortcuts = shortcutsNow().filter(({ keys }) => !keys.startsWith('g ') && keys !== 'Mod+k');
  const then = (act: () => unknown) => () => {
    onClose();
    act();
  };
  return (
    <Dialog title={texts.shell.paletteLabel} isTitleHidden onClose={onClose}>
      <Command label={texts.shell.paletteLabel}>
        <Command.Input
          autoFocus
          value={search}
          onValueChange={setSearch}
          placeholder={texts.shell.palettePlaceholder}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-md outline-none"
        />
        <Command.List className="max-h-[60dvh] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-6 text-center text-soft">{texts.shell.paletteEmpty}</Command.Empty>
          <Command.Group heading={texts.shell.paletteGo} className={group}>
            {destinations.map(({ to, label, icon: Icon }) => (
              <Command.Item key={to} value={label} onSelect={then(() => navigate({ to }))} className={item}>
                <Icon size={16} aria-hidden /> {label}
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={texts.shell.paletteDo} className={group}>
            {shortcuts.map(({ keys, label, run }) => (
              <Command.Item key={keys} value={label} onSelect={then(run)} className={item}>
                <span className="grow">{label}</span> <Keys keys={keys} />
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={texts.shell.paletteDocuments} className={group}>
            {documents.data?.pages.flatMap(({ items }) =>
              items.map(({ id, title }) => (
                <Command.Item
                  key={id}
                  value={`${title} ${id}`}
                  onSelect={then(() => navigate({ to: '/documents/$id', params: { id } }))}
                  className={item}
                >
                  <span className="truncate">{title || texts.library.untitled}</span>
                </Command.Item>
              )),
            )}
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}
