import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { toAppError, toProblem } from './problem.ts';

/** Every failure leaves as a problem document; the unforeseen also goes to the log with its stack. */
export function addErrors(app: HttpApp): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(thrown);
    if (error.status >= 500) request.log.error({ err: error.cause ?? error, code: error.code }, error.message);
    return sendProblem(request, reply, error);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = knownMethods(app, request.url);
    const error =
      methods.length > 0
        ? new AppError('method_not_allowed', `${request.method} is not possible here`, { hint: `Possible: ${methods.join(', ')}.` })
        : new AppError('not_found', `There is nothing at ${request.url.split('?')[0]}`, {
            hint: 'See the API reference at /api/v1/reference.',
          });
    if (methods.length > 0) reply.header('allow', methods.join(', '));
    return sendProblem(request, reply, error);
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfterSeconds)));
  return reply
    .code(error.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(toProblem(error, request.id));
}

function knownMethods(app: HttpApp, url: string): string[] {
  const path = url.split('?')[0] ?? '/';
  return (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
    (method) => app.findRoute({ method, url: path }) !== null || matches(app, method, path),
  );
}

/** `findRoute` compares patterns and not paths, so a path with an ID in it is tried by its shape. */
function matches(app: HttpApp, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string): boolean {
  const pattern = path.replace(/\/[a-z]{3}_[0-9a-f-]{36}(?=\/|$)/g, '/:id');
  return app.findRoute({ method, url: pattern }) !== null;
}
