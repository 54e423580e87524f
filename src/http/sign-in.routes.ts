import { z } from 'zod';
import type { SessionService, WorkspaceScope } from '../accounts/index.ts';
import { sessionMs } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { html, page, pageHeaders } from './html.ts';
import { isLocal, type SessionCookie } from './session-cookie.ts';

export interface SignInParts {
  sessions: SessionService;
  cookie: SessionCookie;
  operator: WorkspaceScope;
  /** The address a link leads to, without a path; null when the process serves no page. */
  address: () => string | null;
}

const linkSchema = z.object({ url: z.string().nullable() }).meta({ id: 'SignInLink' });

/** The way a browser of this machine is signed in as its operator: by a link that works once. */
export function signInRoutes(app: HttpApp, { sessions, cookie, operator, address }: SignInParts): void {
  app.get(
    '/sign-in',
    { config: { access: 'public' }, schema: { hide: true, querystring: z.object({ token: z.string().max(100).default('') }) } },
    async (request, reply) => {
      const known = cookie.read(request);
      const isSignedIn = known !== null && (await sessions.authenticate(known)) !== null;
      const agent = request.headers['user-agent']?.slice(0, 300) ?? null;
      const token = isLocal(request) && !isSignedIn ? await sessions.followLink(request.query.token, agent) : null;
      if (token !== null) cookie.set(request, reply, token, sessionMs / 1000);
      if (token !== null || isSignedIn) return reply.header('referrer-policy', 'no-referrer').redirect('/', 303);
      return reply
        .code(403)
        .headers(pageHeaders)
        .type('text/html; charset=utf-8')
        .serializer(String)
        .send(refusal(isLocal(request)));
    },
  );

  app.post(
    '/api/v1/sign-in-links',
    {
      config: { access: 'operator', holdsSecret: true },
      schema: {
        operationId: 'createSignInLink',
        tags: ['accounts'],
        description: 'A link that signs one browser of this machine in, once. Answered to the command line on this machine only.',
        response: { 201: linkSchema },
      },
    },
    async (_request, reply) => {
      const at = address();
      const url = at === null ? null : `${at}/sign-in?token=${sessions.createLink(operator)}`;
      return reply.code(201).send({ url });
    },
  );

  app.delete(
    '/api/v1/session',
    { schema: { operationId: 'signOut', tags: ['accounts'], description: 'Signs this browser out.', response: { 204: z.null() } } },
    async (request, reply) => {
      const token = cookie.read(request);
      if (token !== null) await sessions.end(token);
      cookie.clear(request, reply);
      return reply.code(204).send(null);
    },
  );
}

function refusal(isLocalBrowser: boolean): string {
  return page(
    'Sign in — AI-Writer',
    isLocalBrowser
      ? html`<h1>This link was used before</h1><p>A sign-in link works once, within a day, and only while the AI-Writer that printed it runs. Make a new one in a terminal, in the program’s folder:</p><pre>bin/aiwriter sign-in</pre>`
      : html`<h1>This link works on its own machine only</h1><p>Open it in a browser on the machine that runs AI-Writer.</p>`,
  );
}
