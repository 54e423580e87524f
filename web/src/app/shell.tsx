import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { texts } from '../texts/index.ts';
import { destinations } from './destinations.ts';
import { OfflineBar } from './offline-bar.tsx';
import { useShortcutKeys, useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

const CommandPalette = lazy(() => import('./command-palette.tsx').then(({ CommandPalette: component }) => ({ default: component })));
const ShortcutList = lazy(() => import('./shortcut-list.tsx').then(({ ShortcutList: component }) => ({ default: component })));

/** What stands around every screen: the top bar, the palette and the keys. */
export function Shell() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useShortcutKeys();
  useShortcuts(
    useMemo(
      () => [
        { keys: 'Mod+k', label: texts.shell.openPalette, run: () => setOpen('palette'), inText: true },
        { keys: '?', label: texts.shell.shortcuts, run: () => setOpen('shortcuts') },
        ...destinations.map(({ to, label, keys }) => ({ keys, label, run: () => void navigate({ to }) })),
      ],
      [navigate],
    ),
  );
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-raised focus:px-3 focus:py-2"
      >
        {texts.common.skipToContent}
      </a>
      <TopBar onPalette={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
      <OfflineBar />
      <main id="content" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
        <Outlet />
      </main>
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} />}
        {open === 'shortcuts' && <ShortcutList onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
