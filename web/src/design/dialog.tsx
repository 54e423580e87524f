import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { texts } from '../texts/index.ts';
import { IconButton } from './button.tsx';

/** The browser's own dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog({
  title,
  isTitleHidden = false,
  onClose,
  children,
}: {
  title: string;
  isTitleHidden?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    ref.current?.showModal();
    // Not the close button, whose tooltip would take the first Escape; a field that asks for the focus keeps it.
    if (document.activeElement instanceof HTMLButtonElement) ref.current?.focus();
  }, []);
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === ref.current) ref.current?.close();
      }}
      className="mx-auto mt-[12dvh] mb-auto max-h-[76dvh] w-[min(560px,calc(100vw-32px))] rounded-panel border border-line bg-raised p-0 text-ink outline-none shadow-panel backdrop:bg-ink/30"
    >
      <div className={isTitleHidden ? '' : 'p-4'}>
        <div className={isTitleHidden ? 'sr-only' : 'mb-3 flex items-center justify-between gap-4'}>
          <h2 id={id} className="text-md font-semibold">
            {title}
          </h2>
          {!isTitleHidden && <IconButton label={texts.common.close} icon={X} onClick={() => ref.current?.close()} />}
        </div>
        {children}
      </div>
    </dialog>
  );
}
