import { formatLocator, type Locator } from '../shared/locator.ts';

export interface EvidenceAnswer {
  summary: { supported: number; partly: number; contradicted: number; unsupported: number; unchecked: number };
  claims: {
    start: number;
    end: number;
    text: string;
    support: keyof EvidenceAnswer['summary'];
    probability: number;
    shown: boolean;
    sourceId?: string;
    sourceTitle?: string;
    quote?: { exact: string; locator: Locator };
    note?: string;
  }[];
}

const marks = { supported: '✓', partly: '~', contradicted: '✗', unsupported: '?', unchecked: '·' } as const;

/** What a person reads after a check: the sums, then each factual sentence with what the sources say. Markdown. */
export function evidenceReport(title: string, evidence: EvidenceAnswer): string {
  const shown = (support: keyof EvidenceAnswer['summary']) =>
    evidence.claims.filter((claim) => claim.shown && claim.support === support).length;
  const sums = [
    ...(['supported', 'partly', 'contradicted', 'unsupported', 'unchecked'] as const).map((support) => `${shown(support)} ${support}`),
    `${evidence.claims.filter((claim) => !claim.shown).length} to look at`,
  ].join(', ');
  return [
    `# Check of ${title}`,
    '',
    `${evidence.claims.length} factual sentences: ${sums}.`,
    '',
    ...evidence.claims.flatMap(claimLines),
  ].join('\n');
}

function claimLines(claim: EvidenceAnswer['claims'][number]): string[] {
  // Below the threshold of measured precision the verdict is not claimed; the person is only asked to look.
  const verdict = claim.shown ? claim.support : `look at this (${claim.support}?)`;
  const head = `- ${claim.shown ? marks[claim.support] : '?'} **${verdict}** — ${claim.text}`;
  const note = claim.note === undefined ? [] : [`  ${claim.note}`];
  if (claim.quote === undefined) return [head, ...note];
  const place = [claim.sourceTitle, formatLocator(claim.quote.locator)].filter(Boolean).join(', ');
  return [head, ...note, '', `  > “${claim.quote.exact.replace(/\s+/g, ' ')}” — ${place}`];
}
