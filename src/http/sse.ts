import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One server-sent event; without an ID it does not move the place a client resumes from. */
export interface ServerSentEvent {
  type: string;
  data: unknown;
  id: number | null;
}

export interface StreamOptions {
  /** Ends the stream when it aborts: the process is told to stop. */
  drain: AbortSignal;
  /** Milliseconds between two comments that keep proxies from closing the stream. */
  heartbeatMs?: number;
}

/** Writes events until they end, the client goes, or the process drains. Asks for the next event only when the client has taken the last ones. */
export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  open: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>,
  { drain, heartbeatMs = 15_000 }: StreamOptions,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  if (request.method === 'HEAD') {
    raw.end();
    return;
  }
  raw.flushHeaders();
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, drain]);
  // A client that takes nothing gets no more heartbeats either: they would pile up.
  const heartbeat = setInterval(() => void (raw.writableNeedDrain || raw.write(':\n\n')), heartbeatMs);
  try {
    for await (const event of open(signal)) {
      if (signal.aborted) break;
      if (!raw.write(frame(event))) await once(raw, 'drain', { signal });
    }
  } catch (error) {
    if (!signal.aborted) request.log.error({ err: error }, 'an event stream broke off');
  } finally {
    clearInterval(heartbeat);
    // A connection kept for another request would hold up the stop.
    raw.end(() => drain.aborted && request.raw.socket.destroySoon());
  }
}

function frame(event: ServerSentEvent): string {
  const id = event.id === null ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
