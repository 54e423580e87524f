import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { ApiKeyService, WorkspaceScope } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';

const fromControlSocket = new WeakSet<IncomingMessage>();

/** Marks a request as coming over the control socket, which only the operator of this machine can open. */
export function markControlRequest(request: IncomingMessage): void {
  fromControlSocket.add(request);
}

export function cameFromControlSocket(request: FastifyRequest): boolean {
  return fromControlSocket.has(request.raw);
}

/** Every route needs a known caller unless it says `access: 'public'`. */
export function addAuth(app: HttpApp, parts: { apiKeys: ApiKeyService; operator: WorkspaceScope }): void {
  app.decorateRequest('scope', null as unknown as WorkspaceScope);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access === 'public' || request.is404) return;
    if (cameFromControlSocket(request)) {
      request.scope = parts.operator;
      return;
    }
    request.scope = await parts.apiKeys.authenticate(bearer(request.headers.authorization));
  });
}

function bearer(header: string | undefined): string {
  const match = /^Bearer (\S{1,200})$/i.exec(header ?? '');
  if (match?.[1] === undefined) {
    throw new AppError('unauthenticated', 'The request carries no API key', {
      hint: 'Send `Authorization: Bearer awk_…`; make a key with `aiwriter key create --name NAME --scopes content:read,runs:write`.',
    });
  }
  return match[1];
}
