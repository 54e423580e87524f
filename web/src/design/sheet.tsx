import { type ReactNode, useEffect, useRef } from 'react';

/** A side that comes over the page where there is no room beside it. */
export function Sheet({ at, label, onClose, children }: { at: 'left' | 'right'; label: string; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={label}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === ref.current) ref.current?.close();
      }}
      className={`m-0 h-dvh max-h-none w-[min(360px,calc(100vw-40px))] border-line bg-paper p-0 text-ink backdrop:bg-ink/30 ${at === 'left' ? 'mr-auto border-r' : 'ml-auto border-l'}`}
    >
      <div className="flex h-full flex-col">{children}</div>
    </dialog>
  );
}
