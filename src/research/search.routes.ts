import type { FastifyReply } from 'fastify';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn } from '../shared/route-schemas.ts';
import { type Answers, answerSchema, questionSchema, searchQuerySchema, searchResultSchema } from './search.schema.ts';
import type { SearchService } from './search.service.ts';

const about = describeIn('search', {
  search: 'Finds documents and sources by words and meaning',
  ask: 'Answers a question from passages of the sources, which it gives word for word',
});

/** `/search` and `/ask`: words and meaning over documents and sources. */
export function searchRoutes(api: HttpApp, { search, answers }: { search: SearchService; answers: Answers }): void {
  api.get(
    '/search',
    { schema: { ...about.search, querystring: searchQuerySchema, response: { 200: searchResultSchema } } },
    async ({ scope, query }) => ({ items: await search.search(scope, query), nextCursor: null }),
  );

  api.post('/ask', { schema: { ...about.ask, body: questionSchema, response: { 200: answerSchema } } }, async ({ scope, body }, reply) =>
    answers.answer(scope, body, whileHeard(reply)),
  );
}

/** Aborts when whoever asked is gone: nobody pays for an answer that nobody reads. */
function whileHeard(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
