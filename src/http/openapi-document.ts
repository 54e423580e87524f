import swagger, { type SwaggerTransform } from '@fastify/swagger';
import { fastify, type RouteOptions } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorCatalogue } from '../shared/errors.ts';
import { problemSchema } from './problem.ts';
import type { OpenApiDocument } from './reference-page.ts';

/** The OpenAPI 3.1 document of routes, made from the schemas the server validates with. */
export async function describeRoutes(routes: readonly RouteOptions[]): Promise<OpenApiDocument> {
  // The generator reads routes as they are added, so they are added once more, to an application that answers nobody.
  const sketch = fastify({ exposeHeadRoutes: false });
  sketch.setValidatorCompiler(() => () => true);
  sketch.setSerializerCompiler(() => () => '');
  await sketch.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'AI-Writer', version: '1', description: 'Sources, runs, documents and evidence of one workspace.' },
      servers: [{ url: '/' }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
      security: [{ apiKey: [] }],
    },
    transform: (document) => toJsonSchema(withCommonParts(document)),
    transformObject: createJsonSchemaTransformObject({ zodToJsonConfig }),
  });
  for (const { method, url, schema, config } of routes) {
    sketch.route({
      method,
      url,
      handler: () => {},
      ...(schema === undefined ? {} : { schema }),
      ...(config === undefined ? {} : { config }),
    });
  }
  await sketch.ready();
  const document = sketch.swagger() as OpenApiDocument;
  await sketch.close();
  dropUnused(document);
  return document;
}

/** Answers may get more fields with time; only what we refuse to read is closed. */
const zodToJsonConfig: Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig'] = {
  override: ({ zodSchema, jsonSchema }) => {
    const { def } = zodSchema._zod;
    if (def.type === 'object' && !('catchall' in def && def.catchall !== undefined)) delete jsonSchema.additionalProperties;
  },
};
const toJsonSchema = createJsonSchemaTransform({ zodToJsonConfig });

/** Named shapes are made for requests and answers, whether they occur there or not. */
function dropUnused(document: OpenApiDocument): void {
  const schemas = document.components?.schemas ?? {};
  const isUsed = (name: string): boolean => JSON.stringify(document).includes(`"#/components/schemas/${name}"`);
  for (let names = ['']; names.length > 0; ) {
    names = Object.keys(schemas).filter((name) => !isUsed(name));
    for (const name of names) delete schemas[name];
  }
}

type Document = Parameters<SwaggerTransform>[0];
type Responses = Record<string, unknown>;

/** Adds what every route of a kind takes and can answer, so that no route repeats it. */
function withCommonParts(document: Document): Document {
  const { schema, route } = document;
  if (schema === undefined || schema.hide === true) return document;
  const response = { ...(schema.response as Responses | undefined) };
  if (!Object.keys(response).some((status) => status.startsWith('2'))) Object.assign(response, contentAnswers(document));
  for (const status of problemStatuses(document)) response[status] ??= problemAnswer(status);
  const headers = headersOf(document);
  const isForm = schema.consumes?.includes('multipart/form-data') === true;
  return {
    ...document,
    schema: { ...schema, response, ...(headers === null ? {} : { headers }), ...(isForm ? { body: formBody } : {}) },
    route,
  };
}

const formBody = z.object({ file: z.string().meta({ format: 'binary' }) });

const ifMatch = z.string().meta({ description: 'The `ETag` of the version the change was made on; `*` for any' });
const header = {
  'idempotency-key': z.string().max(255).optional().meta({ description: 'The same key and body give the same answer for 24 h' }),
  'last-event-id': z.string().max(20).optional().meta({ description: 'ID of the last event seen: the stream goes on after it' }),
  range: z.string().optional().meta({ description: 'One range of bytes, `bytes=0-499`' }),
  'if-none-match': z.string().optional().meta({ description: 'Answered with 304 when the file is the one of this `ETag`' }),
};

/** The header fields that mean something to a route. */
function headersOf({ schema, route }: Document): z.ZodObject | null {
  const isWrite = ![route.method].flat().includes('GET');
  const named = {
    ...([route.method].flat().includes('PUT') ? { 'if-match': ifMatch } : {}),
    ...(isWrite ? { 'idempotency-key': header['idempotency-key'] } : {}),
    ...(isStream(schema) ? { 'last-event-id': header['last-event-id'] } : {}),
    ...(isFile(schema) ? { range: header.range, 'if-none-match': header['if-none-match'] } : {}),
  };
  return Object.keys(named).length === 0 ? null : z.object(named);
}

const isStream = (schema: Document['schema']): boolean => schema?.produces?.includes('text/event-stream') === true;
const isFile = (schema: Document['schema']): boolean => schema?.produces?.includes('*/*') === true;

function problemStatuses({ schema, route }: Document): number[] {
  const isPublic = route.config?.access === 'public';
  const methods = [route.method].flat();
  const isWrite = !methods.includes('GET');
  const has = (part: 'params' | 'body' | 'querystring') => schema?.[part] !== undefined;
  return [
    ...(isPublic ? [] : [401, 403, 429]),
    ...(isWrite || has('params') || has('querystring') ? [400] : []),
    ...(has('params') || has('body') ? [404] : []),
    ...(isWrite ? [409, 413, 415, 507] : []),
    ...(methods.includes('PUT') ? [412, 428] : methods.some((method) => method === 'DELETE' || method === 'POST') ? [412] : []),
    ...(isFile(schema) ? [416] : []),
    ...(methods.includes('POST') ? [422, 502] : []),
    ...[500, 503],
  ];
}

/** For answers that are not JSON of a schema: files, streams, pages. */
function contentAnswers({ schema }: Document): Responses {
  const mediaTypes = schema?.produces ?? ['application/json'];
  const content = Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: type === 'application/json' ? z.looseObject({}) : z.string() }]),
  );
  const whole = { description: 'The content itself', content };
  if (isStream(schema)) return { 200: whole, 204: nothing('The run is over and its last event was seen') };
  if (!isFile(schema)) return { 200: whole };
  return { 200: whole, 206: { description: 'The range that was asked for', content }, 304: nothing('It is still the file of that ETag') };
}

const nothing = (description: string): z.ZodType => z.null().meta({ description });

function problemAnswer(status: number): unknown {
  const codes = Object.entries(errorCatalogue).filter(([, entry]) => entry.status === status);
  const description = codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('; ');
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}
