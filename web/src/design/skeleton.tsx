import { texts } from '../texts/index.ts';

const widths = ['w-3/4', 'w-full', 'w-5/6', 'w-2/3', 'w-11/12'];

/** Lines in place of text that is on its way. */
export function Skeleton({ lines = 5 }: { lines?: number }) {
  return (
    <div role="status" aria-label={texts.common.loading} className="flex flex-col gap-3">
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={index} className={`skeleton h-4 ${widths[index % widths.length]}`} />
      ))}
    </div>
  );
}
