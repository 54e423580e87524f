import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../shared/errors.ts';

/** Browsers share cookies between the ports of a host, so each installation has a name of its own. @param installationId its ID */
export function sessionCookie(installationId: string) {
  const name = `aiwriter_${installationId.slice(-12)}`;
  return {
    read(request: FastifyRequest): string | null {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
    },

    /** @param seconds how long the browser keeps it */
    set(request: FastifyRequest, reply: FastifyReply, token: string, seconds: number): void {
      reply.header('set-cookie', `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure(request)}`);
    },

    clear(request: FastifyRequest, reply: FastifyReply): void {
      reply.header('set-cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure(request)}`);
    },
  };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;

function secure(request: FastifyRequest): string {
  return request.protocol === 'https' ? '; Secure' : '';
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A cookie is sent by any page that asks; what changes something must come from a page of ours. Throws `forbidden`. */
export function assertOwnPage(request: FastifyRequest): void {
  if (harmless.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const isOwn = site === undefined ? origin !== undefined && hostOf(origin) === request.headers.host : site === 'same-origin';
  if (isOwn) return;
  throw new AppError('forbidden', 'The request came from a page of another site', {
    hint: 'Programs use an API key in place of a cookie.',
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** True when the browser runs on this machine and no proxy stands between. */
export function isLocal(request: FastifyRequest): boolean {
  const address = request.raw.socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return isLoopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}
