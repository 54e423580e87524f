import { z } from 'zod';
import { idSchema, locatorSchema as locator } from '../shared/route-schemas.ts';

/** `GET /search` */
export const searchQuerySchema = z.strictObject({
  q: z.string().max(500).meta({ description: 'Words that must all occur, "a phrase", -without, begin*' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SearchInput = z.input<typeof searchQuerySchema>;

const why = z.array(z.enum(['words', 'meaning']));

export const searchItemSchema = z.object({
  kind: z.enum(['source', 'document']),
  id: z.string(),
  title: z.string(),
  snippet: z.string().meta({ description: 'Of the best passage of a source, of the text of a document' }),
  why,
  score: z.number().meta({ description: '0–1; compares items of one answer only' }),
  locator: locator.nullable(),
});
export type SearchItem = z.infer<typeof searchItemSchema>;

export const searchResultSchema = z.object({ items: z.array(searchItemSchema), nextCursor: z.null() }).meta({ id: 'SearchResult' });

/** `POST /ask` */
export const questionSchema = z.strictObject({
  question: z.string().trim().min(1, 'must not be empty').max(2000),
  sourceIds: z.array(idSchema).max(100).optional(),
  limit: z.int().min(1).max(20).default(8),
});
export type Question = z.input<typeof questionSchema>;

const offset = z.int().min(0);

export const answerPassageSchema = z.object({
  sourceId: z.string(),
  sourceTitle: z.string(),
  address: z.string(),
  quote: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string(), start: offset, end: offset, locator }),
  why,
  score: z.number().meta({ description: '0–1; compares passages of one answer only' }),
});
export type AnswerPassage = z.infer<typeof answerPassageSchema>;

export const answerSchema = z
  .object({
    question: z.string(),
    passages: z.array(answerPassageSchema),
    answer: z.null().meta({ description: 'No model has read them' }),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof answerSchema>;
