import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDesk } from '../desk-context.ts';
import { dismissalKey, useDismissals } from './dismissals.ts';
import { type Claim, evidenceQuery, savedDocumentQuery } from './evidence-query.ts';

/** What the page says of a sentence: a verdict only where the check is sure enough, else to look at it. */
export type Verdict = Claim['support'] | 'look';

export interface JudgedClaim {
  claim: Claim;
  verdict: Verdict;
  key: string;
  isDismissed: boolean;
  /** Asks the writer for a decision. */
  isOpen: boolean;
}

function verdictOf({ support, shown }: Pick<Claim, 'support' | 'shown'>): Verdict {
  return support === 'unchecked' || shown ? support : 'look';
}

/** The claims of the piece on the desk with what is said of them. */
export function useEvidence() {
  const { id } = useDesk();
  const evidence = useQuery(evidenceQuery(id));
  const saved = useQuery(savedDocumentQuery(id));
  const dismissals = useDismissals(id);
  const sources = saved.data?.sources;
  const judged = useMemo(
    () =>
      (evidence.data?.claims ?? []).map((claim): JudgedClaim => {
        const verdict = verdictOf(claim);
        const key = dismissalKey(claim, sources ?? []);
        const isDismissed = dismissals.has(key);
        return { claim, verdict, key, isDismissed, isOpen: !isDismissed && verdict !== 'supported' && verdict !== 'unchecked' };
      }),
    [evidence.data, sources, dismissals],
  );
  return { evidence, saved, judged, toggleDismissed: dismissals.toggle };
}
