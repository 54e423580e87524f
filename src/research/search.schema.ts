import { z } from 'zod';
import type { WorkspaceScope } from '../accounts/index.ts';
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

const noAnswer = z.object({ code: z.string(), detail: z.string(), hint: z.string().nullable() });

export const answerSchema = z
  .object({
    question: z.string(),
    passages: z.array(answerPassageSchema).meta({ description: 'Word for word, best first' }),
    answer: z
      .object({
        text: z.string().meta({ description: 'Markdown; [2] is the second of the passages' }),
        citations: z.array(z.int().min(1)).meta({ description: 'Numbers of the passages it names, from 1, in order of first use' }),
      })
      .nullable()
      .meta({ description: 'What a model makes of the passages; each number in it is that of a passage it was given' }),
    noAnswer: noAnswer.nullable().meta({ description: 'Why there is no answer; null when there is one' }),
    model: z.string().nullable().meta({ description: '`provider/model` that was asked; null when none was' }),
    costUsd: z.number().nullable().meta({ description: 'Null when it is not known' }),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof answerSchema>;

/** Who makes an answer of the passages: research knows no models. */
export interface Answers {
  /** @param signal aborts when nobody waits for the answer any more */
  answer(scope: WorkspaceScope, question: Question, signal: AbortSignal): Promise<Answer>;
}
