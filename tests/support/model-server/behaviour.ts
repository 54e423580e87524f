import type { Asked, WireFinish } from './wires/wire.ts';

/** What an answer says: fixed, or made from what was asked. */
export type AnswerText = string | ((asked: Asked) => string);

interface Pace {
  /** Milliseconds before the first part and between parts. */
  firstMs?: number;
  perPartMs?: number;
}

/** What the server does with one call. */
export type Behaviour =
  | ({ kind: 'answer'; text: AnswerText; finish?: WireFinish; thoughts?: string; thoughtMs?: number } & Pace)
  /** An answer whose pieces are made, and paced, while it is sent. */
  | { kind: 'live'; pieces: (asked: Asked) => AsyncIterable<string> }
  /** An answer without text that ends as it should. */
  | { kind: 'empty' }
  | { kind: 'refusal' }
  /** Google's answer to a prompt it does not take: no candidate at all. Elsewhere a refusal. */
  | { kind: 'blocked' }
  /** HTTP 429, with Retry-After in seconds or as a date. */
  | { kind: 'rate-limited'; retryAfterSeconds?: number; asDate?: boolean }
  /** HTTP 500. */
  | { kind: 'failed' }
  /** HTTP 503 or 529. */
  | { kind: 'overloaded' }
  | { kind: 'unauthorised' }
  | { kind: 'not-found' }
  | { kind: 'context-too-long' }
  /** Sends so many words of the text, then nothing; the connection stays open. Without `text` not even a status. */
  | { kind: 'hang'; text?: AnswerText; words?: number }
  /** Sends so many words, then closes: politely without an end, with an error event, or by resetting the connection. */
  | { kind: 'cut'; text: AnswerText; words: number; how: 'silent' | 'error-event' | 'reset' }
  /** Sends so many words, then something that is no JSON, then the rest. */
  | { kind: 'malformed'; text: AnswerText; words: number };

export function textOf(text: AnswerText, asked: Asked): string {
  return typeof text === 'string' ? text : text(asked);
}

/** The text in pieces as a model sends it: a word with the white space before it. */
export function piecesOf(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}
