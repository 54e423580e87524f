import { ModelError } from '../../ports/language-model.ts';
import { AppError } from '../../shared/errors.ts';
import { httpFailure } from './http-failure.ts';
import type { Fetch } from './provider.ts';

export interface ListRequest {
  fetch: Fetch;
  signal: AbortSignal;
  headers?: Record<string, string>;
  secret?: string | null;
  /** Sent as JSON by POST when given. */
  body?: unknown;
}

/** Asks a provider for JSON about itself. Throws ModelError. */
export async function askForJson<T>(url: string, { fetch, signal, headers = {}, secret = null, body }: ListRequest): Promise<T> {
  const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await reach(() => fetch(url, { headers: { ...headers, 'content-type': 'application/json' }, signal, ...post }), signal);
  const text = await reach(() => response.text(), signal);
  if (!response.ok) throw httpFailure(response.status, messageIn(text), { secret });
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new ModelError('malformed', 'The answer is no JSON', { cause });
  }
}

async function reach<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (signal.aborted) throw new ModelError('timeout', 'It did not answer in time', { cause });
    if (cause instanceof AppError) throw new ModelError('unreachable', cause.message, { cause });
    throw new ModelError('unreachable', reasonOf(cause), { cause });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The message in an error body of any provider, or the body itself. */
export function messageIn(text: string): string {
  return /"(?:message|error)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
}

/** The listed models with the one to take when nobody chose first: makers list theirs by age, not by what suits a text. @param names without the provider's, best first */
export function suitableFirst<T extends { id: string }>(models: readonly T[], names: readonly string[]): T[] {
  const rank = ({ id }: T): number => {
    const place = names.indexOf(id.slice(id.indexOf('/') + 1));
    return place === -1 ? names.length : place;
  };
  return models.toSorted((a, b) => rank(a) - rank(b));
}
