import { isIP } from 'node:net';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';

/** Refuses requests for other names than ours, so that a foreign page cannot reach a local installation by a name it points here. */
export function addHostCheck(app: HttpApp, allowed: readonly string[]): void {
  const names = new Set(['localhost', ...allowed.map((name) => name.toLowerCase())]);
  app.addHook('onRequest', (request, _reply, done) => {
    const host = (request.headers.host ?? '').toLowerCase();
    const name = host.replace(/:\d+$/, '');
    // A literal address cannot be pointed here by somebody else's name server.
    if (names.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0) return done();
    const hint = 'Set AIWRITER_PUBLIC_URL to the address people use.';
    done(new AppError('forbidden', `This installation is not called “${name.slice(0, 100)}”`, { hint }));
  });
}
