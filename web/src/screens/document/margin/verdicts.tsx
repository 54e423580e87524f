import { Check, CircleDashed, CircleSlash, Eye, TriangleAlert, X } from 'lucide-react';
import type { Verdict } from '../evidence/use-evidence.ts';

/** Each verdict by a shape and a colour; what is only to be looked at has no colour of a verdict. */
const shapes = {
  supported: { icon: Check, tone: 'text-support' },
  partly: { icon: TriangleAlert, tone: 'text-doubt' },
  contradicted: { icon: X, tone: 'text-conflict' },
  unsupported: { icon: CircleSlash, tone: 'text-doubt' },
  look: { icon: Eye, tone: 'text-soft' },
  unchecked: { icon: CircleDashed, tone: 'text-soft' },
} as const;

/** In the order in which they ask for the writer. */
export const verdicts: readonly Verdict[] = ['contradicted', 'unsupported', 'partly', 'look', 'supported', 'unchecked'];

export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, tone } = shapes[verdict];
  return <Icon size={16} aria-hidden className={`shrink-0 ${tone}`} />;
}

export function toneOf(verdict: Verdict): string {
  return shapes[verdict].tone;
}
