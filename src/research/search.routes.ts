import type { HttpApp } from '../ports/http-app.ts';
import type { AskService } from './ask.service.ts';
import { answerSchema, questionSchema, searchQuerySchema, searchResultSchema } from './search.schema.ts';
import type { SearchService } from './search.service.ts';

/** `/search` and `/ask`: words and meaning over documents and sources. */
export function searchRoutes(api: HttpApp, { search, ask }: { search: SearchService; ask: AskService }): void {
  api.get(
    '/search',
    { schema: { operationId: 'search', tags: ['search'], querystring: searchQuerySchema, response: { 200: searchResultSchema } } },
    async ({ scope, query }) => ({ items: await search.search(scope, query), nextCursor: null }),
  );

  api.post(
    '/ask',
    { schema: { operationId: 'ask', tags: ['search'], body: questionSchema, response: { 200: answerSchema } } },
    async ({ scope, body }) => ask.ask(scope, body),
  );
}
