import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { documentViewSchema } from './document.schema.ts';
import type { DocumentService } from './document.service.ts';
import { documentView } from './document.view.ts';
import { etagOf, versionFromIfMatch } from './etag.ts';
import { suggestionSchema, suggestionView } from './suggestion.ts';

const params = z.object({ id: z.string().max(100) });
const suggestionParams = params.extend({ suggestionId: z.string().max(100) });
const list = z.object({ items: z.array(suggestionSchema), nextCursor: z.string().nullable() });
const describe = (operationId: string) => ({ operationId, tags: ['documents'] });

/** What runs propose for a document, and a person's word on it. */
export function suggestionRoutes(api: HttpApp, documents: DocumentService): void {
  api.get(
    '/documents/:id/suggestions',
    { schema: { ...describe('listSuggestions'), params, response: { 200: list } } },
    async ({ scope, params }) => ({ items: (await documents.listSuggestions(scope, params.id)).map(suggestionView), nextCursor: null }),
  );

  api.post(
    '/documents/:id/suggestions/:suggestionId/accept',
    { schema: { ...describe('acceptSuggestion'), params: suggestionParams, response: { 200: documentViewSchema } } },
    async ({ scope, params, headers }, reply) => {
      const expected = headers['if-match'] === undefined ? undefined : versionFromIfMatch(headers['if-match']);
      const document = await documents.acceptSuggestion(scope, params.id, params.suggestionId, expected);
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.post(
    '/documents/:id/suggestions/:suggestionId/reject',
    { schema: { ...describe('rejectSuggestion'), params: suggestionParams, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await documents.rejectSuggestion(scope, params.id, params.suggestionId);
      return reply.code(204).send(null);
    },
  );
}
