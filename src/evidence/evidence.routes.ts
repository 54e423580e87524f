import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, locatorSchema as locator, idParams as params } from '../shared/route-schemas.ts';
import type { EvidenceService } from './evidence.service.ts';
import { summaryOf } from './summary.ts';

const count = z.int().min(0);
const evidenceSchema = z
  .object({
    revision: z.int().nullable().meta({ description: 'The revision that was checked; null when none was' }),
    isCurrent: z.boolean().meta({ description: 'False when the document has changed since; what is new or changed in it is unchecked' }),
    summary: z.object({ supported: count, partly: count, contradicted: count, unsupported: count, unchecked: count }),
    claims: z.array(
      z.object({
        start: count,
        end: count,
        text: z.string(),
        footnote: z.string().optional(),
        support: z.enum(['supported', 'partly', 'contradicted', 'unsupported', 'unchecked']),
        probability: z.number(),
        shown: z.boolean().meta({ description: 'False below the threshold of measured precision: ask the writer to look, claim nothing' }),
        sourceId: z.string().optional(),
        sourceTitle: z.string().optional(),
        note: z.string().optional(),
        quote: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string(), start: count, end: count, locator }).optional(),
      }),
    ),
  })
  .meta({ id: 'Evidence' });

/** `/documents/:id/evidence`: what the last check found, sentence by sentence, at its place in the text as it is now. */
export function evidenceRoutes(api: HttpApp, evidence: EvidenceService): void {
  api.get(
    '/documents/:id/evidence',
    {
      schema: {
        ...describeIn('evidence', { getEvidence: 'What the last check found, sentence by sentence' }).getEvidence,
        params,
        response: { 200: evidenceSchema },
      },
    },
    async ({ scope, params: { id } }) => {
      const { revision, isCurrent, claims, document } = await evidence.get(scope, id);
      const titles = new Map(document.sources.map((source) => [source.id, source.title]));
      const named = claims.map((claim) => (claim.sourceId === undefined ? claim : { ...claim, sourceTitle: titles.get(claim.sourceId) }));
      return { revision, isCurrent, summary: summaryOf(claims), claims: named };
    },
  );
}
