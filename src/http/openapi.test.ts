import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { serve } from './served.fixture.ts';

interface Operation {
  operationId?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content?: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }>;
}

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

const problem = { schema: { $ref: '#/components/schemas/Problem' } };

it('describes every route by a valid document: its ID, its answers and its refusals', async () => {
  const served = await serve();
  const { body, status } = await served.call<OpenApi>('GET', '/openapi.json', { key: null });
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  const checked = await new Validator().validate({ ...structuredClone(body) });
  expect(checked.errors ?? []).toEqual([]);
  expect(checked.valid).toBe(true);
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain(undefined);
  for (const { name, operation } of operations) {
    const { responses, security } = operation;
    expect([name, Object.keys(responses).some((code) => code.startsWith('2'))]).toEqual([name, true]);
    const refusals = security?.length === 0 ? ['500', '503'] : ['401', '403', '429', '500', '503'];
    for (const code of refusals)
      expect([name, code, responses[code]?.content?.['application/problem+json']]).toEqual([name, code, problem]);
  }
  // Answers may get more fields; requests may not hold unknown ones. What nothing refers to is not listed.
  const { schemas } = body.components;
  expect(schemas.Run).toMatchObject({ type: 'object' });
  expect(schemas.Run).not.toHaveProperty('additionalProperties');
  expect(Object.keys(schemas).filter((name) => name.endsWith('Input'))).toEqual([]);
  expect(body.paths['/api/v1/ask']?.post?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { additionalProperties: false } } },
  });
  for (const path of [
    '/runs',
    '/sources',
    '/documents/{id}',
    '/search',
    '/ask',
    '/usage',
    '/outgoing',
    '/me',
    '/models',
    '/openapi.json',
  ]) {
    expect(Object.keys(body.paths)).toContain(`/api/v1${path}`);
  }
});

it('shows every operation on a page that needs nothing from elsewhere', async () => {
  const served = await serve();
  const { body } = await served.call<{ paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json');
  const page = await served.call('GET', '/reference', { key: null });
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const operation of Object.values(body.paths).flatMap((methods) => Object.values(methods)))
    expect(page.text).toContain(operation.operationId);
  expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect((await served.call('GET', '/', { key: null })).text).toContain('AI-Writer');
});

it('names the header fields that mean something, and the answers that depend on them', async () => {
  const served = await serve();
  const { body } = await served.call<{ paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json');
  const of = (method: string, path: string) => body.paths[`/api/v1${path}`]?.[method];
  const fields = (operation: Operation | undefined) =>
    operation?.parameters?.flatMap(({ in: place, name, required }) => (place === 'header' ? [required ? `${name}!` : name] : []));
  expect(fields(of('put', '/documents/{id}'))).toEqual(['if-match!', 'idempotency-key']);
  expect(fields(of('post', '/runs'))).toEqual(['idempotency-key']);
  expect(fields(of('get', '/runs/{id}/events'))).toEqual(['last-event-id']);
  expect(fields(of('get', '/blobs/{id}'))).toEqual(['range', 'if-none-match']);
  expect(Object.keys(of('get', '/blobs/{id}')?.responses ?? {})).toEqual(expect.arrayContaining(['200', '206', '304', '416']));
  expect(Object.keys(of('get', '/runs/{id}/events')?.responses ?? {})).toEqual(expect.arrayContaining(['200', '204']));
  expect(of('post', '/blobs')?.requestBody?.content?.['multipart/form-data']).toBeDefined();
});
