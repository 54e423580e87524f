import { type Response as UndiciResponse, fetch as undiciFetch } from 'undici';
import type { OutgoingContext, OutgoingLimits, OutgoingRecord } from '../../ports/outgoing-door.ts';
import { crossBoundary } from '../../shared/boundary.ts';
import type { Deadline } from './deadline.ts';
import type { Dispatchers, Line } from './dispatchers.ts';
import { explainFailure } from './failure.ts';
import { limitedBody, tooLarge } from './limited-body.ts';
import { type OutgoingLine, startLine } from './outgoing-line.ts';
import { type Hop, nextHop } from './redirect.ts';
import type { Way } from './way.ts';

export interface HopOptions {
  context: OutgoingContext;
  limits: OutgoingLimits;
  deadline: Deadline;
  dispatchers: Dispatchers;
  record: (record: OutgoingRecord) => void;
  /** Decides whether the hop may be made. */
  findWay(url: URL): Promise<Way>;
}

/** Sends to one host and gives its answer, or the next hop when it redirects. The record is written when the answer was read, refused or broken off. */
export async function sendHop(hop: Hop, options: HopOptions): Promise<Response | Hop> {
  const { signal } = options.deadline;
  const line = startLine(hop, options.context, options.record);
  let connection: Line | null = null;
  const end = (bytes: number, error: unknown) => {
    connection?.release?.();
    line.end(bytes, error);
  };
  try {
    connection = options.dispatchers.open(await unlessAborted(options.findWay(hop.url), signal));
    const answer = await ask(hop, connection, line, signal);
    const next = nextHop(hop, answer.status, answer.headers.get('location'), options.context);
    if (next === null) return respond(answer, hop.url, options, end);
    await answer.body?.cancel();
    end(0, null);
    return next;
  } catch (error) {
    const explained = explainFailure(error, hop.url.host, signal);
    end(0, explained);
    throw explained;
  }
}

async function ask(hop: Hop, connection: Line, line: OutgoingLine, signal: AbortSignal): Promise<UndiciResponse> {
  line.sent();
  const { dispatcher } = connection;
  const headers = [...hop.headers] as [string, string][];
  crossBoundary('call', 'before');
  const answer = await undiciFetch(hop.url, { method: hop.method, headers, body: hop.body, redirect: 'manual', dispatcher, signal });
  crossBoundary('call', 'after');
  line.answered(answer.status);
  return answer;
}

function respond(answer: UndiciResponse, url: URL, options: HopOptions, end: (bytes: number, error: unknown) => void): Response {
  const { deadline, limits } = options;
  const finish = (bytes: number, error: unknown) => {
    deadline.clear();
    end(bytes, error);
  };
  const explain = (error: unknown) => explainFailure(error, url.host, deadline.signal);
  const source = answer.body as ReadableStream<Uint8Array> | null;
  const declared = Number(answer.headers.get('content-length') ?? 0);
  if (source !== null && declared > limits.maxBytes) throw tooLarge(url.host, limits.maxBytes);
  if (source === null) finish(0, null);
  const body = source === null ? null : limitedBody(source, { host: url.host, limits, signal: deadline.signal, explain, ended: finish });
  return standardResponse(answer, url, body);
}

/** A Response of the platform, as SDKs expect, with headers that are true of the decoded body. */
function standardResponse(answer: UndiciResponse, url: URL, body: ReadableStream<Uint8Array> | null): Response {
  const headers = new Headers([...answer.headers]);
  if (headers.has('content-encoding')) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  const response = new Response(body, { status: answer.status, statusText: answer.statusText, headers });
  return Object.defineProperty(response, 'url', { value: url.href });
}

/** A name server cannot be hurried, but nobody needs to wait for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
