import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../design/button.tsx';
import { texts } from '../texts/index.ts';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

/** What can be undone can be undone this long, milliseconds. */
const shownMs = 10_000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const tell of listeners) tell();
}

/** Says in passing what happened, with a way back where there is one. */
export function toast(text: string, action?: Toast['action']): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, text, action }]);
  setTimeout(() => dismiss(id), shownMs);
}

function dismiss(id: number): void {
  change(toasts.filter((each) => each.id !== id));
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => toasts,
  );
  return (
    <section
      aria-label={texts.shell.notifications}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4"
    >
      {shown.map(({ id, text, action }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-full items-center gap-3 rounded-panel border border-line bg-raised py-1 pr-1 pl-4 shadow-panel"
        >
          <span className="truncate">{text}</span>
          {action && (
            <button
              type="button"
              className="rounded-control px-2 py-1 font-medium text-accent"
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton label={texts.shell.dismiss} icon={X} onClick={() => dismiss(id)} />
        </div>
      ))}
    </section>
  );
}
