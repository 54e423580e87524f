import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, isoTime, listQuery, pageSchema, idParams as params } from '../shared/route-schemas.ts';
import type { ApiKey } from './api-key.repository.ts';
import { type ApiKeyService, apiKeyInputSchema } from './api-key.service.ts';

const about = describeIn('accounts', {
  createApiKey: 'Makes a key, which is shown this once',
  listApiKeys: 'Lists keys, without their secrets',
  revokeApiKey: 'Makes a key worthless',
});
const time = isoTime.nullable();
const viewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expiresAt: time,
    lastUsedAt: time,
    revokedAt: time,
    createdAt: isoTime,
  })
  .meta({ id: 'ApiKey' });
const createdSchema = viewSchema
  .extend({ key: z.string().meta({ description: 'The key itself, shown this once' }) })
  .meta({ id: 'NewApiKey' });
const page = pageSchema(viewSchema);

/** `/api-keys`. An answer with a secret in it is never kept for an idempotency key. */
export function apiKeyRoutes(api: HttpApp, apiKeys: ApiKeyService): void {
  api.post(
    '/api-keys',
    {
      config: { holdsSecret: true },
      schema: {
        ...about.createApiKey,
        body: apiKeyInputSchema,
        response: { 201: createdSchema },
      },
    },
    async ({ scope, body }, reply) => {
      const { apiKey, key } = await apiKeys.create(scope, body);
      return reply.code(201).send({ ...view(apiKey), key });
    },
  );
  api.get(
    '/api-keys',
    {
      schema: { ...about.listApiKeys, querystring: listQuery(['id']), response: { 200: page } },
    },
    async ({ scope, query }) => {
      const { items, nextCursor } = await apiKeys.list(scope, query);
      return { items: items.map(view), nextCursor };
    },
  );
  api.delete(
    '/api-keys/:id',
    { schema: { ...about.revokeApiKey, params, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await apiKeys.revoke(scope, params.id);
      return reply.code(204).send(null);
    },
  );
}

function view(key: ApiKey): z.infer<typeof viewSchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    expiresAt: iso(key.expiresAt),
    lastUsedAt: iso(key.lastUsedAt),
    revokedAt: iso(key.revokedAt),
    createdAt: new Date(key.createdAt).toISOString(),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
