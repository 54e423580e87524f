import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpApp } from '../ports/http-app.ts';

/** Addresses at which the page shows a screen of its own. */
const screens = ['/', '/documents/*', '/sources', '/sources/*', '/new', '/runs', '/runs/*', '/trash'];

/** Names in `assets` change with their content; those in `static` do not. */
const folders = {
  assets: 'public, max-age=31536000, immutable',
  static: 'no-cache',
} as const;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const documentHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
} as const;

/** True when the page was built into this folder. */
export function hasWebPage(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** The web page. Everybody may have the program itself; what it shows needs a session. */
export function webPageRoutes(app: HttpApp, folder: string): void {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  for (const url of screens) {
    app.get(url, { config: { access: 'public', isQuiet: true }, schema: { hide: true } }, async (_request, reply) =>
      reply.headers(documentHeaders).type('text/html; charset=utf-8').serializer(String).send(document),
    );
  }
  for (const [name, cacheControl] of Object.entries(folders)) app.register(filesOf(join(folder, name), `/${name}/`, cacheControl));
}

function filesOf(root: string, prefix: string, cacheControl: string): (scope: HttpApp) => Promise<void> {
  return async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public', isQuiet: true };
    });
    const { default: serveStatic } = await import('@fastify/static');
    await scope.register(serveStatic, {
      ...{ root, prefix, index: false, preCompressed: true, decorateReply: false, cacheControl: false },
      setHeaders: (reply) => {
        reply.header('cache-control', cacheControl);
        reply.header('x-content-type-options', 'nosniff');
      },
    });
  };
}
