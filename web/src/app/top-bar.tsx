import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EllipsisVertical, FilePlus2, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { api } from '../api/client.ts';
import { Button, IconButton } from '../design/button.tsx';
import { texts } from '../texts/index.ts';
import { destinations } from './destinations.ts';
import { Keys } from './keys.tsx';
import { setTheme, type Theme, themes, useTheme } from './theme.ts';

const tab = 'rounded-control px-2 py-1 text-soft hover:text-ink data-[status=active]:bg-sunken data-[status=active]:text-ink';
const entry = 'flex cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 outline-none data-[highlighted]:bg-accent-wash';

/** Where one is, where one can go, and the one thing one mostly wants. Screens add what is theirs below it. */
export function TopBar({ onPalette, onShortcuts }: { onPalette: () => void; onShortcuts: () => void }) {
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-paper px-3 sm:gap-4 sm:px-4">
      <Link to="/" className="flex items-center gap-2 font-semibold">
        <img src="/static/icon.svg" alt="" width={20} height={20} />
        <span className="max-sm:sr-only">{texts.common.appName}</span>
      </Link>
      <nav aria-label={texts.shell.main} className="flex gap-1">
        <Link to="/" activeOptions={{ exact: true }} className={tab}>
          {texts.shell.library}
        </Link>
        <Link to="/sources" className={tab}>
          {texts.shell.sources}
        </Link>
      </nav>
      <div className="ml-auto flex items-center gap-1 sm:gap-2">
        <button
          type="button"
          onClick={onPalette}
          className="hidden h-8 items-center gap-2 rounded-control border border-line bg-raised px-3 text-soft sm:flex"
        >
          <Search size={16} aria-hidden /> {texts.shell.openPalette} <Keys keys="Mod+k" />
        </button>
        <IconButton label={texts.shell.openPalette} icon={Search} onClick={onPalette} className="sm:hidden" />
        <Button kind="primary" asChild>
          <Link to="/new">
            <FilePlus2 size={16} aria-hidden /> <span className="max-sm:sr-only">{texts.shell.newPiece}</span>
          </Link>
        </Button>
        <MoreMenu onShortcuts={onShortcuts} />
      </div>
    </header>
  );
}

function MoreMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const theme = useTheme();
  const signOut = useMutation({ mutationFn: () => api.DELETE('/api/v1/session'), onSuccess: () => window.location.reload() });
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={texts.common.more}
        className="inline-flex size-8 items-center justify-center rounded-control text-soft hover:bg-sunken hover:text-ink"
      >
        <EllipsisVertical size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-40 min-w-52 rounded-panel border border-line bg-raised p-1 shadow-panel"
        >
          {destinations.slice(3).map(({ to, label, icon: Icon }) => (
            <DropdownMenu.Item key={to} asChild>
              <Link to={to} className={entry}>
                <Icon size={16} aria-hidden /> {label}
              </Link>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Label className="px-3 py-1 text-xs text-soft">{texts.shell.theme}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
            {themes.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className={`${entry} data-[state=checked]:font-semibold`}>
                {texts.shell.themes[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={entry} onSelect={onShortcuts}>
            <span className="grow">{texts.shell.shortcuts}</span> <Keys keys="?" />
          </DropdownMenu.Item>
          <DropdownMenu.Item className={entry} onSelect={() => signOut.mutate()}>
            {texts.shell.signOut}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
