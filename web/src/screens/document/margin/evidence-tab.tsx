import { useState } from 'react';
import { EmptyState } from '../../../design/empty-state.tsx';
import { ProblemNote } from '../../../design/problem-note.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import { CheckBar } from '../evidence/check-bar.tsx';
import { type JudgedClaim, useEvidence } from '../evidence/use-evidence.ts';
import { useMarks } from '../evidence/use-marks.ts';
import { EvidenceItem } from './evidence-item.tsx';
import { EvidenceSummary } from './evidence-summary.tsx';

/** What the sources say of each sentence. */
export function EvidenceTab() {
  const { evidence, judged, saved, toggleDismissed } = useEvidence();
  const error = evidence.error ?? saved.error;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void (evidence.error ? evidence : saved).refetch()} />;
  if (evidence.data === undefined || saved.data === undefined) return <Skeleton />;
  const wasChecked = evidence.data.revision !== null;
  return (
    <div className="flex flex-col gap-4">
      <CheckBar sources={saved.data.sources.length} wasChecked={wasChecked} />
      {wasChecked && judged.length > 0 && (
        <>
          <EvidenceSummary judged={judged} />
          {!evidence.data.isCurrent && <p className="text-sm text-soft">{texts.evidence.isOld}</p>}
          <Sentences judged={judged} onToggle={toggleDismissed} />
        </>
      )}
      {!wasChecked && <EmptyState title={texts.evidence.notChecked} hint={texts.evidence.notCheckedHint} />}
      {wasChecked && judged.length === 0 && <EmptyState title={texts.evidence.nothingToCheck} />}
    </div>
  );
}

/** In the order of the text; those put away only when asked for. */
function Sentences({ judged, onToggle }: { judged: readonly JudgedClaim[]; onToggle: (key: string) => void }) {
  const { editor } = useDesk();
  const { places, current } = useMarks(editor);
  const [showsDismissed, setShowsDismissed] = useState(false);
  const dismissed = judged.filter(({ isDismissed }) => isDismissed).length;
  return (
    <>
      <ol aria-label={texts.evidence.marks} className="flex flex-col gap-2">
        {judged.map((each, index) =>
          each.verdict === 'unchecked' || (each.isDismissed && !showsDismissed) ? null : (
            <EvidenceItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a claim is known by its place in the check
              key={index}
              judged={each}
              index={index}
              place={places[index] ?? null}
              isCurrent={index === current}
              onToggle={() => onToggle(each.key)}
            />
          ),
        )}
      </ol>
      {dismissed > 0 && (
        <button
          type="button"
          aria-expanded={showsDismissed}
          className="self-start rounded-control text-sm text-soft underline underline-offset-4"
          onClick={() => setShowsDismissed(!showsDismissed)}
        >
          {texts.evidence.dismissed(dismissed)}
        </button>
      )}
    </>
  );
}
