import type { OutgoingContext } from '../../ports/outgoing-door.ts';
import { AppError } from '../../shared/errors.ts';
import { parseTarget } from './destination.ts';

/** What is sent to one host of a chain of redirects. */
export interface Hop {
  url: URL;
  method: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | null;
}

/** Headers that say nothing secret and may follow to another origin; any other may be a key under a name of the provider's choice. */
const harmlessHeaders = new Set(['accept', 'accept-language', 'content-type', 'content-language', 'user-agent']);

/** Where the answer sends the request next, or null when it is no redirect. Throws AppError for a redirect that may not be followed. */
export function nextHop(hop: Hop, status: number, location: string | null, context: OutgoingContext): Hop | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return null;
  const url = parseTarget(location, hop.url);
  if (url.hash === '') url.hash = hop.url.hash;
  if (context.trust === 'operator' && hop.url.protocol === 'https:' && url.protocol === 'http:') throw downgrade(hop.url, url);
  const next = withoutBody(hop, status) ? { ...hop, method: hop.method === 'HEAD' ? 'HEAD' : 'GET', body: null } : hop;
  return { ...next, url, headers: headersFor(hop, next, url) };
}

/** As browsers do: "see other" is read, and a moved POST is read at its new place. */
function withoutBody(hop: Hop, status: number): boolean {
  return status === 303 || ((status === 301 || status === 302) && hop.method === 'POST');
}

function headersFor(before: Hop, next: Hop, url: URL): Headers {
  const headers = [...before.headers].filter(([name]) => {
    if (next.body === null && before.body !== null && name.startsWith('content-')) return false;
    return url.origin === before.url.origin || harmlessHeaders.has(name);
  });
  return new Headers(headers);
}

function downgrade(from: URL, to: URL): AppError {
  return new AppError('upstream_failed', `${from.origin} redirects to ${to.origin}, which is not encrypted`, {
    hint: 'The request carries credentials. Set the final https address in the configuration.',
  });
}
