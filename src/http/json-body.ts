import { isUtf8 } from 'node:buffer';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';

/** Reads JSON bodies: UTF-8 only, no keys that would change prototypes, and no NUL, which PostgreSQL cannot store. */
export function addJsonBody(app: HttpApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    // Many clients name the type whatever they send; a route that needs a body says so itself.
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(refusal('The body is not UTF-8'));
    const text = body.toString('utf8');
    void parse(request, text, (error, value) => {
      if (error !== null) return done(error);
      if (text.includes('\\u0000') && holdsNul(value)) return done(refusal('The body holds the character U+0000'));
      done(null, value);
    });
  });
  app.addHook('onRequest', (request, _reply, done) => {
    done(request.url.includes('%00') ? refusal('The address holds the character U+0000') : undefined);
  });
}

/** Walks without recursion: a body may be nested as deep as it is long. */
function holdsNul(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && next.includes('\0')) return true;
    if (typeof next === 'object' && next !== null) for (const [key, part] of Object.entries(next)) open.push(key, part);
  }
  return false;
}

function refusal(message: string): AppError {
  return new AppError('validation_failed', message, { hint: 'Send one JSON value in UTF-8, without NUL characters.' });
}
