import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, pageSchema, idParams as params } from '../shared/route-schemas.ts';
import {
  refreshedSourceSchema,
  sourceChangeSchema,
  sourceInputSchema,
  sourceListSchema,
  sourceTextSchema,
  sourceViewSchema,
} from './source.schema.ts';
import type { SourceService } from './source.service.ts';
import { sourceView } from './source.view.ts';

const page = pageSchema(sourceViewSchema);
const about = describeIn('sources', {
  addSource: 'Adds a text, a page of the web or an uploaded file as a source',
  listSources: 'Lists sources',
  getSource: 'Shows a source without its text',
  getSourceText: 'Shows the stored text, in which all offsets count, and where its parts stand in the original',
  mendSource: 'Mends title, text, tags or localOnly',
  deleteSource: 'Removes a source from passages, vectors and search',
  refreshSource: 'Fetches the page again and says whether it changed or vanished',
});

/** `/sources`: what people write from. */
export function sourceRoutes(api: HttpApp, sources: SourceService): void {
  api.post(
    '/sources',
    { schema: { ...about.addSource, body: sourceInputSchema, response: { 201: sourceViewSchema } } },
    async ({ scope, body, signal }, reply) => reply.code(201).send(sourceView(await sources.add(scope, body, signal))),
  );

  api.get(
    '/sources',
    { schema: { ...about.listSources, querystring: sourceListSchema, response: { 200: page } } },
    async ({ scope, query }) => {
      const { items, nextCursor } = await sources.list(scope, query);
      return { items: items.map(sourceView), nextCursor };
    },
  );

  api.get('/sources/:id', { schema: { ...about.getSource, params, response: { 200: sourceViewSchema } } }, async ({ scope, params }) =>
    sourceView(await sources.get(scope, params.id)),
  );

  api.get(
    '/sources/:id/text',
    { schema: { ...about.getSourceText, params, response: { 200: sourceTextSchema } } },
    async ({ scope, params }) => {
      const { text, blocks } = await sources.stored(scope, params.id);
      return { text, blocks };
    },
  );

  api.patch(
    '/sources/:id',
    { schema: { ...about.mendSource, params, body: sourceChangeSchema, response: { 200: sourceViewSchema } } },
    async ({ scope, params, body }) => sourceView(await sources.change(scope, params.id, body)),
  );

  api.delete(
    '/sources/:id',
    { schema: { ...about.deleteSource, params, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await sources.remove(scope, params.id);
      return reply.code(204).send(null);
    },
  );

  api.post(
    '/sources/:id/refresh',
    { schema: { ...about.refreshSource, params, response: { 200: refreshedSourceSchema } } },
    async ({ scope, params, signal }) => {
      const { source, change } = await sources.refresh(scope, params.id, signal);
      return { ...sourceView(source), change };
    },
  );
}
