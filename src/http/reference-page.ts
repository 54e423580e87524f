import { type Html, html, page } from './html.ts';
import { prose, type Schema, schemaBlock, valueKind } from './reference-schema.ts';

type Content = Record<string, { schema?: Schema }>;

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[];
  requestBody?: { content?: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
}

export interface OpenApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

interface NamedOperation {
  path: string;
  method: string;
  operation: Operation;
}

/** The API reference, made from the OpenAPI document alone, so that it works offline. */
export function referencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'other');
  const schemas = Object.entries(document.components?.schemas ?? {}).toSorted(([a], [b]) => a.localeCompare(b));
  return page(
    'AI-Writer: API reference',
    html`<p><a href="/">AI-Writer</a></p><h1>API reference</h1>
<p>Send <code>Authorization: Bearer awk_…</code>; make a key with <code>bin/aiwriter key create</code>. Every error is a problem document with a <code>hint</code>, and with the <code>requestId</code> to look for in the log. The same for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav aria-label="Parts">${[...byTag.keys(), 'shapes'].map((tag) => html`<a href="#${tag}">${capital(tag)}</a> `)}</nav>
${[...byTag].map(([tag, ofTag]) => html`<h2 id="${tag}">${capital(tag)}</h2>${ofTag.map(operationBlock)}`)}
<h2 id="shapes">Shapes</h2>${schemas.map(
      ([name, schema]) => html`<details id="schema-${name}"><summary><span>${name}</span></summary>${schemaBlock(schema)}</details>`,
    )}`,
  );
}

function operationBlock({ path, method, operation }: NamedOperation): Html {
  const { operationId, summary, parameters = [], requestBody, responses = {} } = operation;
  const answers = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const refusals = Object.keys(responses).filter((status) => Number(status) >= 400);
  return html`<details id="${operationId}"><summary><b>${method}</b> <span><code>${path}</code><br><span class="soft">${summary}</span></span></summary>
${parameters.length === 0 ? null : html`<h3>Parameters</h3><dl>${parameters.map(parameterRow)}</dl>`}
${contents('Body', requestBody?.content)}${answers.map(([status, answer]) =>
  answer.content === undefined
    ? html`<h3>Answer ${status}</h3><p class="soft">Without content.</p>`
    : contents(`Answer ${status}`, answer.content),
)}
<h3>Refusals</h3><p>${refusals.join(', ')}, each a <a href="#schema-Problem">Problem</a>${operation.security?.length === 0 ? null : html`; <code>operationId</code> ${operationId}`}</p></details>`;
}

function parameterRow({ name, in: place, required, schema = {}, description }: NonNullable<Operation['parameters']>[number]): Html {
  const meaning = description ?? schema.description;
  return html`<dt><code>${name}</code> <span class="soft">${place}${required === true ? null : ', optional'}</span></dt>
<dd><p>${valueKind(schema)}${meaning === undefined ? null : html` <span class="soft">${prose(meaning)}</span>`}</p></dd>`;
}

function contents(label: string, content: Content | undefined): Html[] {
  return Object.entries(content ?? {}).map(
    ([type, { schema = {} }]) => html`<h3>${label} <span class="soft">${type}</span></h3>${schemaBlock(schema)}`,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
