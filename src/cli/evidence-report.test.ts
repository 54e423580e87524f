import { expect, it } from 'vitest';
import { type EvidenceAnswer, evidenceReport } from './evidence-report.ts';

it('shows a mark only where the verdict is reliable enough', () => {
  const summary = { supported: 2, partly: 0, contradicted: 0, unsupported: 0, unchecked: 0 };
  const claim = { start: 0, end: 5, text: 'A claim.', support: 'supported', probability: 0.6 } as const;
  const evidence: EvidenceAnswer = {
    summary,
    claims: [
      { ...claim, shown: true },
      { ...claim, shown: false },
    ],
  };
  expect(evidenceReport('Draft', evidence).split('\n').slice(-2)).toEqual([
    '- ✓ **supported** — A claim.',
    '- ? **look at this (supported?)** — A claim.',
  ]);
});
