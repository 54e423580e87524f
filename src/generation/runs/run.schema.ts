import { z } from 'zod';
import { idPattern } from '../../shared/ids.ts';
import { idSchema } from '../../shared/route-schemas.ts';
import { articleTypeNames, articleTypes } from '../article-types.ts';
import type { Brief } from './run.ts';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function isKnownLanguage(tag: string): boolean {
  try {
    return languageNames.of(new Intl.Locale(tag).language) !== undefined;
  } catch {
    return false;
  }
}

const language = z
  .string()
  .min(2)
  .max(35)
  .refine(isKnownLanguage, { error: 'is not a known language: use a BCP 47 tag such as en, de or pt-BR' })
  .meta({ description: 'BCP 47 tag of the language to write in; that of the topic when left out' });

const outlineItem = z.union([
  z.string().trim().min(1).max(300),
  z.strictObject({ heading: z.string().trim().min(1).max(300), notes: z.string().max(2_000).optional() }),
]);

export const outlineSchema = z.array(outlineItem).min(1).max(60);

export const briefSchema = z.strictObject({
  topic: z.string().trim().min(1, 'must say what to write about').max(2_000, 'must have at most 2,000 characters'),
  type: z.enum(articleTypeNames).optional(),
  audience: z.string().max(500).optional(),
  tone: z.string().max(200).optional(),
  language: language.optional(),
  words: z.int('must be a whole number').min(50, 'must be at least 50').max(20_000, 'must be at most 20,000').optional(),
  keywords: z.array(z.string().trim().min(1).max(80)).max(50).optional(),
  instructions: z.string().max(10_000).optional(),
  questions: z.array(z.string().trim().min(1).max(500)).max(50).optional(),
  outline: outlineSchema.optional(),
  approveOutline: z.boolean().optional(),
});

const inlineSource = z.union([
  z.strictObject({ kind: z.literal('text'), title: z.string().max(500).optional(), text: z.string().min(1).max(5_000_000) }),
  z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }).max(4_000) }),
  z.strictObject({ kind: z.literal('blob'), blobId: idSchema }),
]);

export const runInputSchema = z
  .strictObject({
    kind: z.enum(['research', 'check', 'write']),
    brief: briefSchema.optional(),
    sources: z
      .array(z.union([z.string().regex(idPattern('source')), inlineSource]))
      .max(100)
      .optional(),
    documentId: z.string().regex(idPattern('document')).optional(),
    draft: z
      .strictObject({ blobId: idSchema })
      .optional()
      .meta({ description: 'For a check: an uploaded draft, which becomes a document together with the run' }),
    author: z.enum(['model', 'extractive']).optional(),
    model: z
      .string()
      .regex(/^[a-z0-9-]+\/\S+$/, 'must be PROVIDER/MODEL')
      .max(200)
      .optional(),
    budgetUsd: z.number().positive('must be more than 0').max(10_000, 'must be at most 10,000').optional(),
  })
  .refine((input) => input.kind === 'check' || input.brief !== undefined, { path: ['brief'], error: 'is required: it holds the topic' })
  .refine(
    (input) => (input.kind === 'check' ? (input.documentId === undefined) !== (input.draft === undefined) : input.draft === undefined),
    {
      path: ['documentId'],
      error: 'a check needs the documentId of a document or a draft, and only one of them',
    },
  );

export type RunInput = z.infer<typeof runInputSchema>;
export type InlineSource = z.infer<typeof inlineSource>;

export const approveSchema = z.strictObject({ outline: outlineSchema.optional() });
export const retrySchema = z.strictObject({
  /** Name of the step to play again, with all that follow it; the failed one when left out. */
  step: z.string().max(200).optional(),
  /** A new budget for a run that waits for one. */
  budgetUsd: z.number().positive().max(10_000).optional(),
});

export function outlineFrom(input: z.infer<typeof outlineSchema>): Brief['outline'] {
  return input.map((item) => (typeof item === 'string' ? { heading: item } : item));
}

/** Fills what the brief left open. A check has no topic of its own. */
export function briefFrom(input: z.infer<typeof briefSchema> | undefined): Brief {
  const type = input?.type ?? 'article';
  return {
    topic: input?.topic ?? '',
    type,
    audience: input?.audience,
    tone: input?.tone,
    language: input?.language,
    words: input?.words ?? articleTypes[type].words,
    keywords: input?.keywords ?? [],
    instructions: input?.instructions,
    questions: input?.questions ?? [],
    outline: input?.outline === undefined ? undefined : outlineFrom(input.outline),
    approveOutline: input?.approveOutline ?? false,
  };
}
