import { z } from 'zod';
import { assertMay, everybody } from '../../accounts/index.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { describeIn } from '../../shared/route-schemas.ts';
import type { ModelDirectory } from './model-directory.ts';
import { modelFacts } from './prices.ts';

const perMillion = z.number().meta({ description: 'USD for a million tokens' });
const modelsSchema = z
  .object({
    providers: z.array(
      z.object({
        provider: z.string(),
        address: z.string(),
        reachable: z.boolean(),
        problem: z.string().nullable(),
        models: z.array(
          z.object({
            id: z.string(),
            contextWindow: z.int().nullable(),
            price: z
              .object({ input: perMillion, cachedInput: perMillion, output: perMillion })
              .nullable()
              .meta({ description: 'Null when not known' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Models' });

/** `/models`: what is configured, whether it answers, and what it costs. */
export function modelRoutes(api: HttpApp, directory: ModelDirectory): void {
  const description = describeIn('models', { listModels: 'What is configured, whether it answers, and what it costs' }).listModels;
  api.get('/models', { schema: { ...description, response: { 200: modelsSchema } } }, async ({ scope }) => {
    assertMay(scope, { roles: everybody, scope: 'content:read', action: 'see models' });
    const listings = await directory.list(scope);
    return { providers: listings.map((listing) => ({ ...listing, models: listing.models.map(modelView) })) };
  });
}

function modelView({
  id,
  contextWindow,
  pricing,
}: {
  id: string;
  contextWindow: number | null;
  pricing: Parameters<typeof modelFacts>[1];
}) {
  const facts = modelFacts(id, pricing);
  const dollars = (micros: number): number => micros / 1e6;
  const price =
    facts.price === null
      ? null
      : { input: dollars(facts.price.input), cachedInput: dollars(facts.price.cached), output: dollars(facts.price.output) };
  return { id, contextWindow: contextWindow ?? facts.contextWindow, price };
}
