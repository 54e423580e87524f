import { z } from 'zod';
import { type DocumentService, listSections } from '../../content/index.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { AppError } from '../../shared/errors.ts';
import { describeIn, idParams } from '../../shared/route-schemas.ts';
import { articleTypeNames } from '../article-types.ts';
import { runInputSchema } from './run.schema.ts';
import type { RunService } from './run.service.ts';
import { noUsage, runView, runViewSchema } from './run.view.ts';

const params = idParams.extend({ slug: z.string().max(200) });
const bodySchema = z.strictObject({
  instructions: z.string().max(10_000).optional().meta({ description: 'What should change, in your words' }),
  model: runInputSchema.shape.model,
  budgetUsd: runInputSchema.shape.budgetUsd,
});

/** `/documents/:id/sections/:slug/regenerate`: a run over one section, whose result is a suggestion. */
export function sectionRoutes(api: HttpApp, { runs, documents }: { runs: RunService; documents: DocumentService }): void {
  api.post(
    '/documents/:id/sections/:slug/regenerate',
    {
      schema: {
        ...describeIn('documents', { regenerateSection: 'Asks for a section anew; the result is a proposal' }).regenerateSection,
        params,
        body: bodySchema.nullish(),
        response: { 202: runViewSchema },
      },
    },
    async ({ scope, params: { id, slug }, body }, reply) => {
      const { title, type, language, body: text } = await documents.get(scope, id);
      assertSection(text, slug);
      const known = articleTypeNames.find((name) => name === type);
      const brief = { topic: title, type: known, language, instructions: body?.instructions };
      const input = {
        kind: 'write' as const,
        documentId: id,
        author: 'model' as const,
        brief,
        model: body?.model,
        budgetUsd: body?.budgetUsd,
      };
      const run = await runs.create(scope, input, { section: slug });
      return reply.code(202).send(runView(run, runs.freshSteps(run), noUsage));
    },
  );
}

function assertSection(text: string, slug: string): void {
  const sections = listSections(text).map((section) => section.slug);
  if (sections.includes(slug)) return;
  throw new AppError('not_found', `The document has no section “${slug}”`, {
    hint: sections.length === 0 ? 'It has no headings yet.' : `It has ${sections.join(', ')}.`,
  });
}
