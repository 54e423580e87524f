import { z } from 'zod';
import type { WorkspaceScope } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { describeIn, idSchema, pageSchema, idParams as params } from '../shared/route-schemas.ts';
import { citationStyles } from './citation-style.ts';
import {
  documentChangeSchema,
  documentInputSchema,
  documentListSchema,
  documentSummarySchema,
  documentViewSchema,
} from './document.schema.ts';
import type { DocumentService } from './document.service.ts';
import { documentSummaryView, documentView } from './document.view.ts';
import { etagOf, versionFromIfMatch, versionIfGiven } from './etag.ts';
import { exportFormats } from './text-work.ts';

export interface DocumentRouteParts {
  documents: DocumentService;
  /** The Markdown of an uploaded draft, read in a process that can be killed, and the name it was uploaded under. */
  readDraft: (scope: WorkspaceScope, blobId: string) => Promise<{ markdown: string; name: string }>;
}

const page = pageSchema(documentSummarySchema);
const importSchema = z.strictObject({ blobId: idSchema });
const importedSchema = documentViewSchema.extend({ problems: z.array(z.string()) }).meta({ id: 'ImportedDocument' });
const exportQuery = z.strictObject({ format: z.enum(exportFormats).default('md'), citations: z.enum(citationStyles).optional() });
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const about = describeIn('documents', {
  createDocument: 'Begins a document',
  importDocument: 'Makes a document of an uploaded draft',
  listDocuments: 'Lists documents, without their texts',
  getDocument: 'Shows a document and its ETag',
  saveDocument: 'Saves what differs as a new revision',
  trashDocument: 'Moves a document to the trash',
  exportDocument: 'The article as Markdown, HTML or DOCX',
});

/** `/documents`: begun, read, saved, exported, moved to the trash. */
export function documentRoutes(api: HttpApp, { documents, readDraft }: DocumentRouteParts): void {
  api.post(
    '/documents',
    { schema: { ...about.createDocument, body: documentInputSchema, response: { 201: documentViewSchema } } },
    async (request, reply) => {
      const document = await documents.create(request.scope, request.body, (trx, made) =>
        request.keepAnswer(trx, { status: 201, body: documentView(made), etag: etagOf(made.version) }),
      );
      return reply.code(201).header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.post(
    '/documents/import',
    { schema: { ...about.importDocument, body: importSchema, response: { 201: importedSchema } } },
    async ({ scope, body }, reply) => {
      const { markdown, name } = await readDraft(scope, body.blobId);
      const { document, problems } = await documents.importMarkdown(scope, markdown, name);
      return reply
        .code(201)
        .header('etag', etagOf(document.version))
        .send({ ...documentView(document), problems });
    },
  );

  api.get(
    '/documents',
    { schema: { ...about.listDocuments, querystring: documentListSchema, response: { 200: page } } },
    async ({ scope, query }) => {
      const { items, nextCursor } = await documents.list(scope, query);
      return { items: items.map(documentSummaryView), nextCursor };
    },
  );

  api.get(
    '/documents/:id',
    { schema: { ...about.getDocument, params, response: { 200: documentViewSchema } } },
    async ({ scope, params }, reply) => {
      const document = await documents.get(scope, params.id);
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.put(
    '/documents/:id',
    { schema: { ...about.saveDocument, params, body: documentChangeSchema, response: { 200: documentViewSchema } } },
    async ({ scope, params, body, headers }, reply) => {
      const document = await documents.save(scope, params.id, body, versionFromIfMatch(headers['if-match']));
      return reply.header('etag', etagOf(document.version)).send(documentView(document));
    },
  );

  api.delete(
    '/documents/:id',
    { schema: { ...about.trashDocument, params, response: { 204: z.null() } } },
    async ({ scope, params, headers }, reply) => {
      await documents.trash(scope, params.id, versionIfGiven(headers['if-match']));
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/documents/:id/export',
    { schema: { ...about.exportDocument, params, querystring: exportQuery, produces: ['text/markdown', 'text/html', wordType] } },
    async ({ scope, params, query }, reply) => {
      const file = await documents.export(scope, (params as { id: string }).id, query.format, query.citations);
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename="${file.fileName}"`)
        .header('x-content-type-options', 'nosniff')
        .serializer((value: unknown) => value as string)
        .send(file.content);
    },
  );
}
