import { type Html, html, page } from './html.ts';

interface Schema {
  $ref?: string;
  [key: string]: unknown;
}

interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export interface OpenApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** The API reference, made from the OpenAPI document alone, so that it works offline. */
export function referencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  const sections = tags.map((tag) => {
    const ofTag = operations.filter(({ operation }) => (operation.tags?.[0] ?? 'other') === tag);
    return html`<h2>${tag}</h2>${ofTag.map(operationBlock)}`;
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      html`<details id="schema-${name}"><summary>${name}</summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`,
  );
  return page(
    'AI-Writer: API reference',
    html`<h1>API reference</h1>
<p class="soft">Made from <a href="/api/v1/openapi.json">openapi.json</a>. Send <code>Authorization: Bearer awk_…</code>; make a key with <code>aiwriter key create</code>. Every error is a problem document with a <code>hint</code> and the <code>requestId</code> to ask about.</p>
${sections}<h2>schemas</h2>${schemas}`,
  );
}

function operationBlock({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const parameters = operation.parameters ?? [];
  return html`<details><summary><b>${method}</b> <code>${path}</code> <span class="soft">${operation.operationId}</span></summary>
${operation.description === undefined ? null : html`<p>${operation.description}</p>`}
${parameters.length === 0 ? null : html`<table><tr><th>Parameter</th><th>In</th><th>Values</th></tr>${parameters.map((parameter) => html`<tr><td><code>${parameter.name}</code>${parameter.required === true ? ' (required)' : ''}</td><td>${parameter.in}</td><td><code>${JSON.stringify(parameter.schema)}</code></td></tr>`)}</table>`}
${contents('Body', operation.requestBody?.content)}${Object.entries(operation.responses ?? {}).map(([status, response]) => contents(`Answer ${status}`, response.content))}</details>`;
}

function contents(label: string, content: Record<string, { schema?: Schema }> | undefined): Html[] {
  return Object.entries(content ?? {}).map(([type, { schema }]) => {
    const name = schema?.$ref?.split('/').at(-1);
    const shape = name === undefined ? html`<pre>${JSON.stringify(schema, null, 2)}</pre>` : html`<a href="#schema-${name}">${name}</a>`;
    return html`<p>${label} <span class="soft">${type}</span></p>${shape}`;
  });
}
