import { z } from 'zod';
import { timeSorts } from '../shared/page.ts';
import { isoTime, listQuery, locatorSchema } from '../shared/route-schemas.ts';
import { codePointLength } from '../shared/text/code-points.ts';

/** Largest text of a source, code points; what a person can read in two weeks. */
const maxTextLength = 10_000_000;

const title = z.string().trim().min(1, 'must not be empty').max(300);
const text = z
  .string()
  .max(2 * maxTextLength)
  .refine((value) => value.trim() !== '', 'must not be empty')
  .refine((value) => codePointLength(value) <= maxTextLength, `must have at most ${maxTextLength} characters`);
const localOnly = z.boolean().optional().meta({ description: 'Its text never leaves this machine' });
const tags = z.array(z.string().trim().min(1).max(50)).max(50);
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(4000);

/** `POST /sources`, and in the `sources` of `POST /runs`. */
export const sourceInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), title: title.optional(), text, localOnly, tags: tags.optional() }),
  z.strictObject({ kind: z.literal('url'), url, localOnly, tags: tags.optional() }),
  z.strictObject({ kind: z.literal('blob'), blobId: z.string().min(1).max(200), localOnly, tags: tags.optional() }),
]);
export type SourceInput = z.infer<typeof sourceInputSchema>;

/** `PATCH /sources/:id`; what is left out stays. */
export const sourceChangeSchema = z
  .strictObject({ title: title.optional(), text: text.optional(), tags: tags.optional(), localOnly })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something');
export type SourceChanges = z.infer<typeof sourceChangeSchema>;

/** `GET /sources` */
export const sourceListSchema = listQuery(timeSorts);
export type SourceList = z.input<typeof sourceListSchema>;

export const sourceViewSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    address: z.string().meta({ description: '`https://…`, `file:notes.pdf` or `text:`' }),
    kind: z.enum(['text', 'url', 'blob', 'file']),
    format: z.string(),
    sha256: z.string(),
    characters: z.int(),
    language: z.string().nullable(),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
    tags: z.array(z.string()),
    localOnly: z.boolean(),
    fetchedAt: isoTime,
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({ id: 'Source' });
export type SourceView = z.infer<typeof sourceViewSchema>;

/** `GET /sources/:id/text` */
export const sourceTextSchema = z
  .object({
    text: z.string(),
    blocks: z
      .array(z.object({ start: z.int(), end: z.int(), kind: z.string(), level: z.int().optional(), locator: locatorSchema }))
      .meta({ description: 'Paragraphs, headings, cues in order, and where each stands in the original; offsets in code points' }),
  })
  .meta({ id: 'SourceText' });

/** `POST /sources/:id/refresh` */
export const refreshedSourceSchema = sourceViewSchema
  .extend({ change: z.enum(['unchanged', 'changed', 'vanished']) })
  .meta({ id: 'RefreshedSource' });
