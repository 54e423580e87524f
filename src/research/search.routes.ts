import type { HttpApp } from '../ports/http-app.ts';
import { describeIn } from '../shared/route-schemas.ts';
import type { AskService } from './ask.service.ts';
import { answerSchema, questionSchema, searchQuerySchema, searchResultSchema } from './search.schema.ts';
import type { SearchService } from './search.service.ts';

const about = describeIn('search', {
  search: 'Finds documents and sources by words and meaning',
  ask: 'Answers a question with passages of the sources',
});

/** `/search` and `/ask`: words and meaning over documents and sources. */
export function searchRoutes(api: HttpApp, { search, ask }: { search: SearchService; ask: AskService }): void {
  api.get(
    '/search',
    { schema: { ...about.search, querystring: searchQuerySchema, response: { 200: searchResultSchema } } },
    async ({ scope, query }) => ({ items: await search.search(scope, query), nextCursor: null }),
  );

  api.post('/ask', { schema: { ...about.ask, body: questionSchema, response: { 200: answerSchema } } }, async ({ scope, body }) =>
    ask.ask(scope, body),
  );
}
