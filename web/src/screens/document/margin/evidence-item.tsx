import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../../../design/button.tsx';
import { placeOf } from '../../../design/locator.ts';
import { changeEvidence, goToClaim } from '../../../editor/evidence/evidence-marks.ts';
import type { PlacedSentence } from '../../../editor/evidence/prose.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import type { Claim } from '../evidence/evidence-query.ts';
import type { JudgedClaim } from '../evidence/use-evidence.ts';
import { toneOf, VerdictIcon } from './verdicts.tsx';

/** A sentence, its verdict, and the words of the source it rests on. */
export function EvidenceItem({
  judged: { claim, verdict, isDismissed },
  index,
  place,
  isCurrent,
  onToggle,
}: {
  judged: JudgedClaim;
  index: number;
  /** Where its sentence stands; null when it is another now. */
  place: PlacedSentence | null;
  isCurrent: boolean;
  onToggle: () => void;
}) {
  const { editor } = useDesk();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const ask = () => {
    if (place !== null && goToClaim(editor.view, index)) changeEvidence(editor.view, { asked: { ...place, takesFocus: true } });
  };
  return (
    <li
      ref={item}
      aria-current={isCurrent || undefined}
      className="flex flex-col gap-2 rounded-control border border-line p-3 aria-[current]:border-accent aria-[current]:bg-accent-wash"
    >
      <p className={`flex items-center gap-2 text-sm font-medium ${toneOf(verdict)}`}>
        <VerdictIcon verdict={verdict} />
        {texts.evidence.verdict[verdict]}
      </p>
      <button
        type="button"
        dir="auto"
        disabled={place === null}
        className="line-clamp-4 rounded-control text-start font-serif text-md"
        onClick={() => goToClaim(editor.view, index)}
      >
        {claim.text}
      </button>
      {place === null && <p className="text-sm text-soft">{texts.evidence.changed}</p>}
      {claim.note !== undefined && verdict !== 'look' && <p className="text-sm text-soft">{claim.note}</p>}
      <QuoteInSource claim={claim} />
      {verdict !== 'supported' && (
        <div className="flex gap-2">
          <Button disabled={place === null} onClick={ask}>
            {texts.evidence.passages}
          </Button>
          <Button kind="quiet" onClick={onToggle}>
            {isDismissed ? texts.evidence.restore : texts.evidence.dismiss}
          </Button>
        </div>
      )}
    </li>
  );
}

function QuoteInSource({ claim: { quote, sourceId, sourceTitle } }: { claim: Claim }) {
  if (quote === undefined || sourceId === undefined) return null;
  const place = placeOf(quote.locator);
  return (
    <figure className="border-l-2 border-line pl-3">
      <blockquote dir="auto" className="line-clamp-6 text-sm">
        <span className="text-soft">{quote.prefix.slice(-60)}</span>
        {quote.exact}
        <span className="text-soft">{quote.suffix.slice(0, 60)}</span>
      </blockquote>
      <figcaption className="mt-1 text-sm">
        <Link
          to="/sources/$id"
          params={{ id: sourceId }}
          search={{ start: quote.start, end: quote.end }}
          className="text-accent underline underline-offset-4"
        >
          <bdi>{sourceTitle ?? sourceId}</bdi>
        </Link>
        {place !== '' && <span className="tabular text-soft">, {place}</span>}
      </figcaption>
    </figure>
  );
}
