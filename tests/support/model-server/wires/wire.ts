import type { IncomingHttpHeaders } from 'node:http';

/** A request in the words all providers share. */
export interface Asked {
  provider: string;
  model: string;
  stream: boolean;
  /** System text first, as the provider saw it. */
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[];
  /** The provider's own JSON mode was asked for. */
  jsonMode: boolean;
  maxOutputTokens: number | null;
  key: string | null;
}

/** `filtered`: stopped by a filter in the middle of the text. `broken`: ended with the provider's own word for a fault, where it has one. */
export type WireFinish = 'stop' | 'length' | 'refusal' | 'filtered' | 'broken';
export type WireFailure = 'rate-limited' | 'failed' | 'overloaded' | 'context-too-long' | 'unauthorised' | 'not-found';
export interface Counted {
  inputTokens: number;
  /** Of the text alone. */
  outputTokens: number;
  thoughtTokens: number;
}

/** How one provider speaks: what it reads and, as ready text, what it writes. */
export interface Wire {
  provider: string;
  contentType: string;
  /** Whether a POST to this path is a request for an answer. */
  answers(path: string): boolean;
  ask(path: string, headers: IncomingHttpHeaders, body: Record<string, unknown>): Asked;
  opening(asked: Asked, counted: Counted): string;
  piece(asked: Asked, text: string, counted?: Counted): string;
  /** What a thinking model says to itself before its text, in pieces. */
  thoughts(asked: Asked, pieces: readonly string[]): string;
  /** The whole answer to a prompt that is not taken, where that is no refusal like any other. */
  blocked?(asked: Asked, counted: Counted): string;
  ending(asked: Asked, finish: WireFinish, counted: Counted): string;
  /** An error inside a stream that began well. */
  breakdown(asked: Asked): string;
  /** A part of a stream that is no JSON. */
  malformed: string;
  whole(asked: Asked, text: string, finish: WireFinish, counted: Counted): unknown;
  failure(kind: WireFailure): { status: number; body: unknown };
  /** The answer to a question about its models or version; undefined when the path is none. */
  about(method: string, path: string, headers: IncomingHttpHeaders, body: Record<string, unknown>, models: readonly string[]): unknown;
}

export const messageOf = {
  'rate-limited': 'Rate limit reached. Please slow down.',
  failed: 'The server had an error while processing your request.',
  overloaded: 'The model is overloaded. Please try again later.',
  unauthorised: 'Incorrect API key provided.',
  'not-found': 'The model does not exist.',
} as const;

export function sse(data: unknown, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** Text of a message whose content is a string or a list of parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('');
}

export function bearer(headers: IncomingHttpHeaders): string | null {
  return headers.authorization?.replace(/^Bearer /, '') ?? null;
}

export function role(name: unknown): 'system' | 'user' | 'assistant' {
  if (name === 'system' || name === 'developer') return 'system';
  return name === 'assistant' || name === 'model' ? 'assistant' : 'user';
}

export interface SentMessage {
  role?: unknown;
  content?: unknown;
}
