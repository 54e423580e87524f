import { z } from 'zod';
import { assertMay, everybody } from '../../accounts/index.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { AppError } from '../../shared/errors.ts';
import { describeIn, isoTime } from '../../shared/route-schemas.ts';
import type { LedgerService, UsageRow } from './ledger.service.ts';

const dayMs = 86_400_000;
const count = z.int().min(0);
const time = isoTime.optional();

const usageQuery = z.strictObject({
  by: z.enum(['day', 'model', 'run']).default('day').meta({ description: 'What calls are summed by; days are UTC' }),
  since: time.meta({ description: 'First moment that counts; 30 days ago when left out' }),
  until: time.meta({ description: 'First moment that counts no more; now when left out' }),
});

const usageSchema = z
  .object({
    since: isoTime,
    until: isoTime,
    items: z.array(
      z.object({
        key: z.string().meta({ description: 'A date, `provider/model` or the ID of a run' }),
        calls: count,
        inputTokens: count,
        outputTokens: count,
        costUsd: z.number().meta({ description: 'Without calls whose price is not known' }),
        unpricedCalls: count,
        estimatedCalls: count.meta({ description: 'Calls whose tokens are our estimate and not the figure of the provider' }),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'Usage' });

/** `/usage`: what the ledger says models were called for and what it cost. */
export function usageRoutes(api: HttpApp, ledger: LedgerService): void {
  api.get(
    '/usage',
    {
      schema: {
        ...describeIn('models', { getUsage: 'What the ledger says models were called for and what it cost' }).getUsage,
        querystring: usageQuery,
        response: { 200: usageSchema },
      },
    },
    async ({ scope, query }) => {
      assertMay(scope, { roles: everybody, scope: 'content:read', action: 'see usage' });
      const until = query.until === undefined ? Date.now() : Date.parse(query.until);
      const since = query.since === undefined ? until - 30 * dayMs : Date.parse(query.since);
      if (since > until) {
        throw new AppError('validation_failed', 'since is later than until', { hint: 'Give the earlier time as since.' });
      }
      const rows = await ledger.usage(scope, query.by, since, until);
      const items = rows.map((row) => view(row, query.by));
      return { since: new Date(since).toISOString(), until: new Date(until).toISOString(), items, nextCursor: null };
    },
  );
}

function view({ key, costMicros, ...sums }: UsageRow, by: 'day' | 'model' | 'run') {
  const name = by === 'day' ? new Date(Math.floor(Number(key)) * dayMs).toISOString().slice(0, 10) : key;
  return { key: name, ...sums, costUsd: costMicros / 1e6 };
}
