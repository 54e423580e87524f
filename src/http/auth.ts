import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { ApiKeyService, SessionService, WorkspaceScope } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { assertOwnPage, isLocal, type SessionCookie } from './session-cookie.ts';

const fromControlSocket = new WeakSet<IncomingMessage>();

/** Marks a request as coming over the control socket, which only the operator of this machine can open. */
export function markControlRequest(request: IncomingMessage): void {
  fromControlSocket.add(request);
}

export function cameFromControlSocket(request: FastifyRequest): boolean {
  return fromControlSocket.has(request.raw);
}

export interface AuthParts {
  apiKeys: ApiKeyService;
  sessions: SessionService;
  cookie: SessionCookie;
  operator: WorkspaceScope;
}

/** Every route needs a known caller unless it says `access: 'public'`; `access: 'operator'` is for the command line on this machine. */
export function addAuth(app: HttpApp, parts: AuthParts): void {
  app.decorateRequest('scope', null as unknown as WorkspaceScope);
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === 'public' || request.is404) return;
    if (cameFromControlSocket(request)) {
      request.scope = parts.operator;
      return;
    }
    if (access === 'operator') {
      throw new AppError('forbidden', 'Only the command line on the machine that runs AI-Writer may do this', {
        hint: 'Run `bin/aiwriter` there.',
      });
    }
    request.scope = (await signedIn(request, parts)) ?? (await parts.apiKeys.authenticate(bearer(request.headers.authorization)));
  });
}

/** The person whose browser it is; null when the request carries a key, or no session of a browser on this machine. */
async function signedIn(request: FastifyRequest, { sessions, cookie }: AuthParts): Promise<WorkspaceScope | null> {
  if (request.headers.authorization !== undefined) return null;
  const token = cookie.read(request);
  if (token === null || !isLocal(request)) return null;
  const scope = await sessions.authenticate(token);
  if (scope !== null) assertOwnPage(request);
  return scope;
}

function bearer(header: string | undefined): string {
  const match = /^Bearer (\S{1,200})$/i.exec(header ?? '');
  if (match?.[1] === undefined) {
    throw new AppError('unauthenticated', 'The request carries neither a session nor an API key', {
      hint: 'In a browser, open the link that `bin/aiwriter sign-in` prints. Programs send `Authorization: Bearer awk_…`; make a key with `aiwriter key create --name NAME --scopes content:read,runs:write`.',
    });
  }
  return match[1];
}
