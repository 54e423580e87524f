import swagger, { type SwaggerTransform } from '@fastify/swagger';
import { fastify, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
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
    transform: (document) => jsonSchemaTransform(withProblems(document)),
    transformObject: jsonSchemaTransformObject,
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
  return document;
}

type Document = Parameters<SwaggerTransform>[0];
type Responses = Record<string, unknown>;

/** Adds the answers that every route of a kind can give, so that no route repeats them. */
function withProblems(document: Document): Document {
  const { schema, route } = document;
  if (schema === undefined || schema.hide === true) return document;
  const response = { ...(schema.response as Responses | undefined) };
  if (!Object.keys(response).some((status) => status.startsWith('2'))) response['200'] = contentAnswer(schema.produces);
  for (const status of problemStatuses(document)) response[status] ??= problemAnswer(status);
  return { ...document, schema: { ...schema, response }, route };
}

function problemStatuses({ schema, route }: Document): number[] {
  const isPublic = route.config?.access === 'public';
  const methods = [route.method].flat();
  const isWrite = !methods.includes('GET');
  const has = (part: 'params' | 'body' | 'querystring') => schema?.[part] !== undefined;
  return [
    ...(isPublic ? [] : [401, 403, 429]),
    ...(has('params') || has('body') || has('querystring') ? [400] : []),
    ...(has('params') ? [404] : []),
    ...(isWrite ? [409] : []),
    ...(methods.includes('PUT') ? [412, 428] : []),
    ...(has('body') || schema?.consumes !== undefined ? [413, 415] : []),
    ...(schema?.operationId === 'getBlob' ? [416] : []),
    ...(has('body') ? [422] : []),
    ...(schema?.operationId === 'createRun' ? [507] : []),
    ...[500, 503],
  ];
}

/** For answers that are not JSON of a schema: files, streams, pages. */
function contentAnswer(mediaTypes: readonly string[] = ['application/json']): unknown {
  const content = Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: type === 'application/json' ? z.looseObject({}) : z.string() }]),
  );
  return { description: 'The content itself', content };
}

function problemAnswer(status: number): unknown {
  const codes = Object.entries(errorCatalogue).filter(([, entry]) => entry.status === status);
  const description = codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('; ');
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}
