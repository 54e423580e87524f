import type { CheckedClaim } from './check.ts';
import type { Support } from './verdict.ts';

/** How many claims have each kind of support. */
export function summaryOf(claims: readonly CheckedClaim[]): Record<Support, number> {
  const summary = { supported: 0, partly: 0, contradicted: 0, unsupported: 0, unchecked: 0 };
  for (const claim of claims) summary[claim.support] += 1;
  return summary;
}
