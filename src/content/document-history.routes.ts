import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, listQuery, pageSchema, idParams as params } from '../shared/route-schemas.ts';
import {
  comparisonSchema,
  documentListSchema,
  documentSummarySchema,
  documentViewSchema,
  draftInputSchema,
  draftViewSchema,
  revisionSummarySchema,
  revisionViewSchema,
} from './document.schema.ts';
import type { DocumentService } from './document.service.ts';
import { documentSummaryView, documentView, draftView, revisionSummaryView, revisionView } from './document.view.ts';
import { etagOf, versionFromIfMatch, versionIfGiven } from './etag.ts';

const number = z.coerce.number('must be the number of a revision').int().min(1).max(1_000_000_000);
const revisionParams = params.extend({ n: number });
const revisionPage = pageSchema(revisionSummarySchema);
const trashPage = pageSchema(documentSummarySchema);
const about = describeIn('documents', {
  getDraft: 'Shows your draft of a document, or the document where you have none',
  putDraft: 'Keeps your draft of a document',
  discardDraft: 'Throws your draft away',
  listRevisions: 'Lists the saved states of a document',
  getRevision: 'Shows a saved state, and who wrote which part of it',
  compareRevisions: 'What turned one revision into the other, by word',
  restoreRevision: 'Makes an older state the newest, as a new revision',
  listTrash: 'Lists documents in the trash',
  restoreFromTrash: 'Brings a document back from the trash',
  purgeDocument: 'Removes a document of the trash for good',
});

/** Drafts and revisions of a document. */
export function documentHistoryRoutes(api: HttpApp, documents: DocumentService): void {
  api.get(
    '/documents/:id/draft',
    { schema: { ...about.getDraft, params, response: { 200: draftViewSchema } } },
    async ({ scope, params }, reply) => {
      const draft = await documents.getDraft(scope, params.id);
      return reply.header('etag', etagOf(draft.version)).send(draftView(draft));
    },
  );

  api.put(
    '/documents/:id/draft',
    { schema: { ...about.putDraft, params, body: draftInputSchema, response: { 200: draftViewSchema } } },
    async ({ scope, params, body, headers }, reply) => {
      const draft = await documents.putDraft(scope, params.id, body, versionFromIfMatch(headers['if-match']));
      return reply.header('etag', etagOf(draft.version)).send(draftView(draft));
    },
  );

  api.delete(
    '/documents/:id/draft',
    { schema: { ...about.discardDraft, params, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await documents.discardDraft(scope, params.id);
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/documents/:id/revisions',
    { schema: { ...about.listRevisions, params, querystring: listQuery(['-number']), response: { 200: revisionPage } } },
    async ({ scope, params, query }) => {
      const { items, nextCursor } = await documents.listRevisions(scope, params.id, query);
      return { items: items.map(revisionSummaryView), nextCursor };
    },
  );

  api.get(
    '/documents/:id/revisions/:n',
    { schema: { ...about.getRevision, params: revisionParams, response: { 200: revisionViewSchema } } },
    async ({ scope, params }) => revisionView(await documents.getRevision(scope, params.id, params.n)),
  );

  api.get(
    '/documents/:id/compare',
    {
      schema: {
        ...about.compareRevisions,
        params,
        querystring: z.strictObject({ from: number, to: number }),
        response: { 200: comparisonSchema },
      },
    },
    async ({ scope, params, query }) => documents.compareRevisions(scope, params.id, query.from, query.to),
  );

  api.post(
    '/documents/:id/revisions/:n/restore',
    { schema: { ...about.restoreRevision, params: revisionParams, response: { 200: documentViewSchema } } },
    async ({ scope, params, headers }, reply) => {
      const expected = versionIfGiven(headers['if-match']);
      const document = await documents.restoreRevision(scope, params.id, params.n, expected);
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );
}

/** `/trash`: what was deleted and can still come back. */
export function trashRoutes(api: HttpApp, documents: DocumentService): void {
  api.get(
    '/trash',
    { schema: { ...about.listTrash, querystring: documentListSchema, response: { 200: trashPage } } },
    async ({ scope, query }) => {
      const { items, nextCursor } = await documents.listTrash(scope, query);
      return { items: items.map(documentSummaryView), nextCursor };
    },
  );

  api.post(
    '/trash/:id/restore',
    { schema: { ...about.restoreFromTrash, params, response: { 200: documentViewSchema } } },
    async ({ scope, params }, reply) => {
      const document = await documents.restoreFromTrash(scope, params.id);
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.delete(
    '/trash/:id',
    { schema: { ...about.purgeDocument, params, response: { 204: z.null() } } },
    async ({ scope, params }, reply) => {
      await documents.purge(scope, params.id);
      return reply.code(204).send(null);
    },
  );
}
