import type { SourceMatch } from '../../src/evidence/matching.ts';
import { compatible } from '../../src/shared/language/compare-quantities.ts';
import { type Terms, termsOf } from '../../src/shared/language/terms.ts';
import { english } from './wice-claims.ts';

/** The claim with its first number that the source confirms changed into one it does not; null when there is none. */
export function changedNumber(claim: string, terms: Terms, matches: readonly SourceMatch[]): Terms | null {
  const match = matches[0];
  if (match === undefined) return null;
  const said = match.alignment.chosen.flatMap((at) => match.candidates[at]?.terms.quantities ?? []);
  for (const quantity of terms.quantities) {
    if (!said.some((other) => compatible(quantity, other))) continue;
    const piece = claim.slice(quantity.start, quantity.end);
    const other = piece.replace(/\d+/, (digits) =>
      String(Number(digits) + (digits.length === 4 ? 3 : Math.max(3, Math.round(Number(digits) * 0.4)))),
    );
    if (other !== piece) return termsOf(claim.slice(0, quantity.start) + other + claim.slice(quantity.end), english);
  }
  return null;
}
