import type { z } from 'zod';
import type { OutgoingDoor, OutgoingLimits } from '../../ports/outgoing-door.ts';
import type { SearchProvider, WebPage } from '../../ports/search-provider.ts';
import { AppError } from '../../shared/errors.ts';

/** How one engine is asked and how its answer reads. */
export interface Engine<Answer> {
  name: string;
  request(query: string, limit: number): { url: string; init: RequestInit };
  answer: z.ZodType<Answer>;
  pages(answer: Answer): { url: string; title?: string | null; snippet?: string | null }[];
  /** What to do when the engine refuses us (401, 403). */
  refusedHint: string;
}

const limits: OutgoingLimits = { totalTimeoutMs: 15_000, idleTimeoutMs: 10_000, maxBytes: 5_000_000, maxRedirects: 2 };

/** The shortest of the engines' limits. */
const longestQuery = 400;
const mostPages = 20;

/** What all engines have in common: the door, the errors, the form of the pages. */
export function webSearch<Answer>(door: OutgoingDoor, engine: Engine<Answer>): SearchProvider {
  return {
    name: engine.name,
    async search(query, limit, context, signal) {
      const fetch = door.fetch({ ...context, purpose: 'search', trust: 'operator' }, limits);
      const count = Math.min(limit, mostPages);
      const { url, init } = engine.request(shortened(query), count);
      const response = await fetch(url, { ...init, signal: signal ?? null });
      if (!response.ok) throw await refusal(engine, response);
      return pagesOf(engine, await response.text()).slice(0, count);
    },
  };
}

export function postJson(url: string, headers: Record<string, string>, body: unknown): { url: string; init: RequestInit } {
  return { url, init: { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) } };
}

/** @param base may have a path, and a name and password, which go into a header */
export function getJson(
  base: string,
  query: Record<string, string>,
  headers: Record<string, string> = {},
): { url: string; init: RequestInit } {
  const url = new URL(base);
  const { username, password } = url;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const authorization: Record<string, string> = username === '' ? {} : { authorization: `Basic ${credentials}` };
  url.username = '';
  url.password = '';
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url: url.href, init: { headers: { ...headers, ...authorization, accept: 'application/json' } } };
}

function shortened(query: string): string {
  const folded = query.replace(/\s+/g, ' ').trim();
  if (folded.length <= longestQuery) return folded;
  const blank = folded.lastIndexOf(' ', longestQuery);
  return folded.slice(0, blank > 0 ? blank : longestQuery).toWellFormed();
}

async function refusal<Answer>({ name, refusedHint }: Engine<Answer>, response: Response): Promise<AppError> {
  await response.body?.cancel();
  const { status } = response;
  if (status === 429) {
    const retryAfterSeconds = Number(response.headers.get('retry-after')) || 60;
    return new AppError('rate_limited', `${name} takes no more searches for now`, {
      hint: 'Wait, or name the sources yourself.',
      retryAfterSeconds,
    });
  }
  const isRefused = status === 401 || status === 403;
  return new AppError('upstream_failed', `${name} answered a search with ${status}`, {
    hint: isRefused ? refusedHint : 'Try again later, or name the sources yourself.',
  });
}

function pagesOf<Answer>(engine: Engine<Answer>, body: string): WebPage[] {
  const answer = engine.answer.safeParse(parsed(body));
  if (!answer.success) {
    throw new AppError('upstream_failed', `${engine.name} answered a search with something else than its documented form`, {
      hint: 'Try again later, or name the sources yourself.',
      cause: answer.error,
    });
  }
  const found = new Map<string, WebPage>();
  for (const { url, title, snippet } of engine.pages(answer.data)) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || found.has(url)) continue;
    found.set(url, { url, title: plain(title) || url, snippet: plain(snippet) });
  }
  return [...found.values()];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replace(/<\/?(?:strong|b|em|i)>/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
}
