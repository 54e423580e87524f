import type { FastifyReply, FastifyRequest } from 'fastify';

/** One server-sent event; without an ID it does not move the place a client resumes from. */
export interface ServerSentEvent {
  type: string;
  data: unknown;
  id: number | null;
}

const heartbeatMs = 15_000;

/** Writes events until they end or the client goes; a comment every 15 s keeps proxies from closing the stream. */
export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  open: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>,
  drain: AbortSignal,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
  });
  raw.flushHeaders();
  const gone = new AbortController();
  raw.on('close', () => gone.abort());
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  try {
    for await (const event of open(AbortSignal.any([gone.signal, drain]))) {
      if (!raw.write(frame(event))) await drained(raw, gone.signal);
    }
  } catch (error) {
    request.log.error({ err: error }, 'an event stream broke off');
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
}

function frame(event: ServerSentEvent): string {
  const id = event.id === null ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

/** Waits until a slow client has taken what was written, so that no stream grows in memory. */
function drained(raw: FastifyReply['raw'], gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    raw.once('drain', resolve);
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
}
