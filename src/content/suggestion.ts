import { z } from 'zod';
import type { Time } from '../database/tables.ts';
import { isoTime } from '../shared/route-schemas.ts';

/** What a run would change in a text that a person wrote: theirs to accept or not. */
export interface Suggestion {
  id: string;
  documentId: string;
  runId: string | null;
  /** The revision it was made on. */
  baseRevision: number;
  /** Slug of the section it replaces; null for the whole text. */
  section: string | null;
  /** Markdown in normal form. */
  body: string;
  status: 'open' | 'accepted' | 'rejected';
  createdAt: Time;
}

export const suggestionSchema = z
  .object({
    id: z.string(),
    documentId: z.string(),
    runId: z.string().nullable(),
    baseRevision: z.int(),
    section: z.string().nullable(),
    body: z.string(),
    status: z.enum(['open', 'accepted', 'rejected']),
    createdAt: isoTime,
  })
  .meta({ id: 'Suggestion' });

/** What the API shows of a suggestion. */
export function suggestionView(suggestion: Suggestion): z.infer<typeof suggestionSchema> {
  return { ...suggestion, createdAt: new Date(suggestion.createdAt).toISOString() };
}
