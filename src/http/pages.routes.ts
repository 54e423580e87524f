import type { HttpApp } from '../ports/http-app.ts';
import { type Health, readiness } from './health.routes.ts';
import { html, page, pageHeaders } from './html.ts';
import { referencePage } from './reference-page.ts';

/** The API reference and, where no web page was built, a front page that says what runs. Both are public: they hold nothing of anybody. */
export function pageRoutes(app: HttpApp, parts: { version: string; health: Health; hasFront: boolean }): void {
  if (parts.hasFront) frontRoute(app, parts);

  const described = {
    operationId: 'getReference',
    tags: ['about'],
    security: [],
    produces: ['text/html'],
    summary: 'This page',
  };
  app.get('/api/v1/reference', { config: { access: 'public' }, schema: described }, async (_request, reply) =>
    reply
      .headers(pageHeaders)
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(referencePage(await app.openApi())),
  );
}

function frontRoute(app: HttpApp, parts: { version: string; health: Health }): void {
  app.get('/', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    const { status, checks } = await readiness(parts.health);
    const rows = Object.entries(checks).map(
      ([name, check]) => html`<tr><td>${name}</td><td>${check.status}</td><td>${check.ms} ms</td></tr>`,
    );
    const body = html`<h1>AI-Writer</h1><p>A desk for people who write from sources. Version ${parts.version} is running; its state is <strong>${status}</strong>.</p>
<table><tr><th>Part</th><th>State</th><th>Time</th></tr>${rows}</table>
<h2>Use it</h2><p>From a terminal in the program’s folder:</p>
<pre>bin/aiwriter research "Question" \\
  --source notes.pdf
bin/aiwriter check draft.docx \\
  --source article.html
bin/aiwriter write "Topic" \\
  --source notes.pdf --out piece.md</pre>
<p>From a program: <a href="/api/v1/reference">the API reference</a>, with a key from <code>bin/aiwriter key create</code>.</p>`;
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').serializer(String).send(page('AI-Writer', body));
  });
}
