import type { ReactNode } from 'react';

/** What stands where nothing is yet: what this place is for, and the next step. */
export function EmptyState({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-[52ch] flex-col items-center gap-3 px-4 py-16 text-center">
      <h2 className="text-lg font-semibold text-balance">{title}</h2>
      {hint && <p className="text-md text-soft text-pretty">{hint}</p>}
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
