import type { FastifyRequest } from 'fastify';
import type { HttpApp } from '../ports/http-app.ts';
import { tell } from '../shared/observed.ts';
import { cameFromControlSocket } from './auth.ts';

/** What is known of a request when its answer is out; never its content. */
interface AnsweredRequest {
  method: string;
  /** The route's pattern, `/api/v1/runs/:id`, so that IDs do not multiply what is counted. */
  route: string;
  status: number;
  milliseconds: number;
  requestId: string;
  /** API key or person; null for public routes and strangers. */
  caller: string | null;
  /** True when the connection was closed before the answer was complete. */
  isCut: boolean;
}

/** Writes one line a request and tells who counts. What the operator's own commands and health checks ask is only logged at `debug`. */
export function addRequestLog(app: HttpApp): void {
  app.addHook('onRequest', (request, reply, done) => {
    const start = performance.now();
    // Streams bypass onResponse, and so do answers nobody waits for any more; the connection's own end is told for all.
    reply.raw.once('close', () => {
      const answered = describe(request, reply.raw, performance.now() - start);
      tell('request', { ...answered, traceparent: traceparentOf(request) });
      const isQuiet = request.routeOptions.config.isQuiet === true || cameFromControlSocket(request);
      request.log[isQuiet ? 'debug' : 'info'](lineOf(answered), 'request');
    });
    done();
  });
}

function describe(request: FastifyRequest, raw: { statusCode: number; writableFinished: boolean }, milliseconds: number): AnsweredRequest {
  return {
    method: request.method,
    route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
    status: raw.statusCode,
    milliseconds: Math.round(milliseconds * 10) / 10,
    requestId: request.id,
    caller: request.scope?.apiKeyId ?? request.scope?.userId ?? null,
    isCut: !raw.writableFinished,
  };
}

/** The trace the caller is in (W3C Trace Context). */
function traceparentOf({ headers }: FastifyRequest): string | null {
  return typeof headers.traceparent === 'string' ? headers.traceparent.slice(0, 100) : null;
}

function lineOf({ method, route, status, milliseconds, caller, isCut }: AnsweredRequest): Record<string, unknown> {
  return { method, route, status, ms: milliseconds, caller, ...(isCut ? { cut: true } : {}) };
}
