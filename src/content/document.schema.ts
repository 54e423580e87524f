import { z } from 'zod';
import { timeSorts } from '../shared/page.ts';
import { idSchema, isoTime, listQuery } from '../shared/route-schemas.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import { maxDescriptionLength, minDescriptionLength } from './description.ts';
import { documentStatuses } from './document.ts';
import { maxMarkdownLength } from './markdown/normal-form.ts';
import { maxSlugLength } from './slug.ts';
import { spanOrigins } from './spans.ts';

const title = z.string().trim().min(1, 'must not be empty').max(300);
const body = z
  .string()
  .max(maxMarkdownLength)
  .meta({ description: 'Markdown (GFM with footnotes) without the title; stored in one normal form' });
const status = z.enum(documentStatuses);
const typeName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower case with hyphens');
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a BCP 47 tag such as en or pt-BR');

const metadataInput = z.strictObject({
  slug: z
    .string()
    .max(maxSlugLength)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case with hyphens')
    .nullish(),
  description: z
    .string()
    .trim()
    .refine((text) => codePointLength(text) >= minDescriptionLength && codePointLength(text) <= maxDescriptionLength, {
      error: `must have ${minDescriptionLength}–${maxDescriptionLength} characters; null derives it from the text`,
    })
    .nullish(),
  keywords: z.array(z.string().trim().min(1).max(80)).max(50).optional(),
});

const changes = {
  body,
  type: typeName.optional(),
  language: language.optional(),
  status: status.optional(),
  metadata: metadataInput.optional(),
  sources: z.array(idSchema).max(500).optional().meta({ description: 'IDs of sources, in order' }),
};

/** `POST /documents` */
export const documentInputSchema = z.strictObject({ title, ...changes, body: body.default('') });
export type DocumentInput = z.input<typeof documentInputSchema>;

/** `PUT /documents/:id`; what is left out stays as it is. */
export const documentChangeSchema = z.strictObject({
  ...changes,
  title: title.optional(),
  body: body.optional(),
  revisionName: z.string().trim().min(1).max(200).optional().meta({ description: 'A name to find the new revision by' }),
});
export type DocumentChange = z.input<typeof documentChangeSchema>;

/** `PUT /documents/:id/draft` */
export const draftInputSchema = z.strictObject({
  title,
  body,
  origin: z.enum(['typed', 'pasted']).default('typed').meta({ description: 'How the words that are new came into the text' }),
});
export type DraftInput = z.input<typeof draftInputSchema>;

export const documentListSchema = listQuery(timeSorts).extend({
  status: status.optional(),
  type: typeName.optional(),
  source: idSchema.optional().meta({ description: 'Only those that use this source' }),
});
export type DocumentList = Partial<z.output<typeof documentListSchema>>;

export const documentSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    type: z.string(),
    language: z.string(),
    status,
    author: z.enum(['person', 'extractive', 'model']),
    model: z.string().nullable(),
    revision: z.int(),
    sources: z.array(z.object({ id: z.string(), title: z.string(), address: z.string(), sha256: z.string() })),
    metadata: z.object({ slug: z.string(), description: z.string(), keywords: z.array(z.string()) }),
    createdBy: z.string(),
    createdAt: isoTime,
    updatedAt: isoTime,
    deletedAt: isoTime.optional(),
  })
  .meta({ id: 'DocumentSummary' });
export type DocumentSummaryView = z.infer<typeof documentSummarySchema>;

export const documentViewSchema = documentSummarySchema.extend({ body: z.string() }).meta({ id: 'Document' });
export type DocumentView = z.infer<typeof documentViewSchema>;

export const revisionSummarySchema = z
  .object({
    number: z.int(),
    title: z.string(),
    name: z.string().nullable(),
    runId: z.string().nullable(),
    createdBy: z.string(),
    createdAt: isoTime,
  })
  .meta({ id: 'RevisionSummary' });
export type RevisionSummaryView = z.infer<typeof revisionSummarySchema>;

const spanSchema = z.object({
  start: z.int(),
  end: z.int(),
  origin: z.enum(spanOrigins),
  by: z.string().optional(),
  model: z.string().optional(),
  sourceId: z.string().optional(),
  runId: z.string().optional(),
});

export const revisionViewSchema = revisionSummarySchema
  .extend({ body: z.string(), metadata: documentSummarySchema.shape.metadata, spans: z.array(spanSchema) })
  .meta({ id: 'Revision' });
export type RevisionView = z.infer<typeof revisionViewSchema>;

export const draftViewSchema = z
  .object({ title: z.string(), body: z.string(), spans: z.array(spanSchema), baseRevision: z.int(), updatedAt: isoTime })
  .meta({ id: 'Draft' });
export type DraftView = z.infer<typeof draftViewSchema>;

export const comparisonSchema = z
  .object({ from: z.int(), to: z.int(), changes: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })) })
  .meta({ id: 'Comparison' });
