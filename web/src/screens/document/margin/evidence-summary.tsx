import { texts } from '../../../texts/index.ts';
import type { JudgedClaim } from '../evidence/use-evidence.ts';
import { VerdictIcon, verdicts } from './verdicts.tsx';

/** How many sentences have each verdict. */
export function EvidenceSummary({ judged }: { judged: readonly JudgedClaim[] }) {
  const counted = verdicts
    .map((verdict) => ({ verdict, count: judged.filter((each) => each.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  return (
    <ul aria-label={texts.evidence.summary} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {counted.map(({ verdict, count }) => (
        <li key={verdict} className="flex items-center gap-1">
          <VerdictIcon verdict={verdict} />
          <span className="tabular">
            {count} {texts.evidence.count[verdict]}
          </span>
        </li>
      ))}
    </ul>
  );
}
