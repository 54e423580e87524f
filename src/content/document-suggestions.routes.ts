import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, idSchema, listQuery, pageSchema, idParams as params } from '../shared/route-schemas.ts';
import { documentViewSchema } from './document.schema.ts';
import type { DocumentService } from './document.service.ts';
import { documentView } from './document.view.ts';
import { etagOf, versionIfGiven } from './etag.ts';
import { suggestionSchema, suggestionView } from './suggestion.ts';

const suggestionParams = params.extend({ suggestionId: idSchema });
const page = pageSchema(suggestionSchema);
const about = describeIn('documents', {
  listSuggestions: 'Lists what runs propose and nobody has decided on',
  acceptSuggestion: 'Puts a proposal into the text as a new revision',
  rejectSuggestion: 'Declines a proposal',
});

/** What runs propose for a document, and a person's word on it. */
export function suggestionRoutes(api: HttpApp, documents: DocumentService): void {
  api.get(
    '/documents/:id/suggestions',
    { schema: { ...about.listSuggestions, params, querystring: listQuery(['id']), response: { 200: page } } },
    async ({ scope, params, query }) => {
      const { items, nextCursor } = await documents.listSuggestions(scope, params.id, query);
      return { items: items.map(suggestionView), nextCursor };
    },
  );

  api.post(
    '/documents/:id/suggestions/:suggestionId/accept',
    { schema: { ...about.acceptSuggestion, params: suggestionParams, response: { 200: documentViewSchema } } },
    async ({ scope, params, headers }, reply) => {
      const expected = versionIfGiven(headers['if-match']);
      const document = await documents.acceptSuggestion(scope, params.id, params.suggestionId, expected);
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.post(
    '/documents/:id/suggestions/:suggestionId/reject',
    { schema: { ...about.rejectSuggestion, params: suggestionParams, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await documents.rejectSuggestion(scope, params.id, params.suggestionId);
      return reply.code(204).send(null);
    },
  );
}
