import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { collectRoutes } from './known-routes.ts';
import { toAppError, toProblem } from './problem.ts';

/** Every failure leaves as a problem document; what is not the caller's doing also goes to the log, the unforeseen with its stack. */
export function addErrors(app: HttpApp): void {
  app.setErrorHandler(answerError);
}

/** Refuses what no route answers before its body is read: 404 where nothing is, 405 where another method would do. */
export function addNoRoute(app: HttpApp): void {
  const methodsOf = collectRoutes(app);
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const path = request.url.split('?')[0] ?? '/';
    const allowed = methodsOf(path).sort().join(', ');
    if (allowed === '') {
      throw new AppError('not_found', `There is nothing at ${path.slice(0, 200)}`, { hint: 'See the API reference at /api/v1/reference.' });
    }
    reply.header('allow', allowed);
    throw new AppError('method_not_allowed', `${request.method} is not possible here`, { hint: `Possible: ${allowed}.` });
  });
}

/** Also for what the framework refuses before there is a route, such as an address that cannot be decoded. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toAppError(thrown);
  if (error.code === 'internal') request.log.error({ err: error.cause ?? error, code: error.code }, error.message);
  else if (error.status >= 500) request.log.warn({ code: error.code, cause: causeOf(error) }, error.message);
  return sendProblem(request, reply, error);
}

/** Of what was foreseen the stack says nothing, but what a service or a disk answered does. */
function causeOf({ cause }: AppError): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

/** Bytes of a body too large that are read and dropped, so that its sender reads the refusal and not a broken pipe. */
const droppedBytes = 200_000_000;

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfterSeconds)));
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  if (error.code === 'too_large' && Number(request.headers['content-length']) <= droppedBytes) reply.removeHeader('connection');
  return reply
    .code(error.status)
    .header('x-request-id', request.id)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(toProblem(error, request.id));
}
