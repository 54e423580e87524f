import { z } from 'zod';
import { assertMay } from '../accounts/index.ts';
import { findDocument } from '../content/index.ts';
import type { Database } from '../database/database.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { claimRepository } from './claim.repository.ts';
import { summaryOf } from './summary.ts';

const count = z.int().min(0);
const locator = z.object({
  page: z.int().optional(),
  heading: z.string().optional(),
  speaker: z.string().optional(),
  timeMs: z.number().optional(),
  paragraph: z.int().optional(),
});
const evidenceSchema = z
  .object({
    revision: z.int().nullable().meta({ description: 'The revision that was checked; null when none was' }),
    isCurrent: z.boolean().meta({ description: 'False when the document has changed since' }),
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

const params = z.object({ id: z.string().max(100) });

/** `/documents/:id/evidence`: what the last check found, sentence by sentence. */
export function evidenceRoutes(api: HttpApp, { database }: { database: Database }): void {
  api.get(
    '/documents/:id/evidence',
    { schema: { operationId: 'getEvidence', tags: ['evidence'], params, response: { 200: evidenceSchema } } },
    async ({ scope, params: { id } }) => {
      assertMay(scope, { roles: ['owner', 'admin', 'editor', 'writer', 'viewer'], scope: 'content:read', action: 'see evidence' });
      const document = await findDocument(database.read, scope, id);
      const { revision, claims } = await claimRepository(scope).list(database.read, id);
      const titles = new Map(document.sources.map((source) => [source.id, source.title]));
      const named = claims.map((claim) => ({
        ...claim,
        ...(claim.sourceId === undefined ? {} : { sourceTitle: titles.get(claim.sourceId) }),
      }));
      return { revision, isCurrent: revision === document.revision, summary: summaryOf(claims), claims: named };
    },
  );
}
