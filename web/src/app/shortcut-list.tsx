import { Dialog } from '../design/dialog.tsx';
import { texts } from '../texts/index.ts';
import { Keys } from './keys.tsx';
import { shortcutsNow } from './shortcuts.ts';

/** What can be done by key on this screen. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.shell.shortcuts} onClose={onClose}>
      <p className="mb-3 text-soft">{texts.shell.shortcutsHint}</p>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2">
        {shortcutsNow().map(({ keys, label }) => (
          <div key={keys} className="contents">
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
