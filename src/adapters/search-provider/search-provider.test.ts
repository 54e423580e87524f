import { describe, expect, it } from 'vitest';
import { openDoor, serve } from '../../../tests/support/sources.ts';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { createBraveSearch } from './brave.ts';
import { createConfiguredSearch } from './configured.ts';
import { createExaSearch } from './exa.ts';
import { createSearxngSearch } from './searxng.ts';
import { createSerperSearch } from './serper.ts';
import { createTavilySearch } from './tavily.ts';

interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, unknown>;
  body: unknown;
}

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

const page = { url: 'https://example.org/a', title: 'A page' };
const context = { workspaceId: 'wsp_1', userId: 'usr_1', runId: 'run_1' };

interface Service {
  name: string;
  create: (door: OutgoingDoor, address: string) => SearchProvider;
  /** The documented answer with these results. */
  answer: (pages: { url: string; title: string; snippet: string }[]) => unknown;
  /** What the service must have been asked. */
  asked: Partial<Asked>;
  nothing: unknown;
}

const services: Service[] = [
  {
    name: 'tavily',
    create: (door, address) => createTavilySearch(door, 'key', address),
    answer: (pages) => ({
      query: 'q',
      answer: null,
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, content: snippet, score: 0.9 })),
      response_time: 1,
    }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ authorization: 'Bearer key' }) },
      body: { query: 'cold brew', max_results: 5, search_depth: 'basic' },
    },
    nothing: { query: 'q', results: [] },
  },
  {
    name: 'serper',
    create: (door, address) => createSerperSearch(door, 'key', address),
    answer: (pages) => ({ searchParameters: {}, organic: pages.map(({ url, ...rest }, at) => ({ ...rest, link: url, position: at + 1 })) }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ 'x-api-key': 'key' }) },
      body: { q: 'cold brew', num: 5 },
    },
    nothing: { searchParameters: {} },
  },
  {
    name: 'exa',
    create: (door, address) => createExaSearch(door, 'key', address),
    answer: (pages) => ({
      requestId: 'x',
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, id: rest.url, author: null, highlights: [snippet] })),
    }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ 'x-api-key': 'key' }) },
      body: { query: 'cold brew', numResults: 5, type: 'auto', contents: { highlights: true } },
    },
    nothing: { results: [] },
  },
  {
    name: 'brave',
    create: (door, address) => createBraveSearch(door, 'key', address),
    answer: (pages) => ({
      type: 'search',
      web: { type: 'search', results: pages.map(({ snippet, ...rest }) => ({ ...rest, description: snippet })) },
    }),
    asked: {
      ...{ method: 'GET', path: '/res/v1/web/search', headers: expect.objectContaining({ 'x-subscription-token': 'key' }) },
      query: { q: 'cold brew', count: '5', text_decorations: 'false' },
    },
    nothing: { type: 'search', query: {} },
  },
  {
    name: 'searxng',
    create: (door, address) => createSearxngSearch(door, `${address.replace('//', '//me:p%40ss@')}/searx/`),
    answer: (pages) => ({
      query: 'q',
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, content: snippet, engine: 'x' })),
      unresponsive_engines: [],
    }),
    asked: {
      ...{ method: 'GET', path: '/searx/search', query: { q: 'cold brew', format: 'json' } },
      headers: expect.objectContaining({ authorization: `Basic ${btoa('me:p@ss')}` }),
    },
    nothing: { query: 'q', results: [] },
  },
];

describe.each(services)('search with $name', ({ name, create, answer, asked, nothing }) => {
  async function open(reply: Answer) {
    const requests: Asked[] = [];
    const address = await serve(async (request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      let body = '';
      for await (const chunk of request) body += chunk;
      const query = Object.fromEntries(url.searchParams);
      requests.push({
        method: request.method ?? '',
        path: url.pathname,
        query,
        headers: request.headers,
        body: body === '' ? null : JSON.parse(body),
      });
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
    const { door, left } = openDoor();
    return { provider: create(door, address), requests, left };
  }

  it('asks as documented and reads the answer', async () => {
    const { provider, requests, left } = await open({
      body: answer([
        { ...page, snippet: 'About <strong>cold</strong>\n brew.' },
        { ...page, snippet: 'The same again.' },
        { url: 'javascript:alert(1)', title: 'No page', snippet: '' },
        { url: 'https://example.org/b', title: '', snippet: '' },
      ]),
    });
    expect(provider.name).toBe(name);
    expect(await provider.search(' cold\n brew ', 5, context)).toEqual([
      { ...page, snippet: 'About cold brew.' },
      { url: 'https://example.org/b', title: 'https://example.org/b', snippet: '' },
    ]);
    expect(requests).toEqual([expect.objectContaining(asked)]);
    expect(left).toMatchObject([{ context: { ...context, purpose: 'search' }, status: 200 }]);
    expect(JSON.stringify(left)).not.toContain('key');
  });

  it('finds nothing where there is nothing, and no more than asked for', async () => {
    const empty = await open({ body: nothing });
    expect(await empty.provider.search('x', 5, context)).toEqual([]);
    const many = await open({
      body: answer(Array.from({ length: 30 }, (_, at) => ({ url: `https://example.org/${at}`, title: 't', snippet: 's' }))),
    });
    expect(await many.provider.search('x', 100, context)).toHaveLength(20);
    await many.provider.search('word '.repeat(500), 1, context);
    expect(JSON.stringify(many.requests.at(-1)).length).toBeLessThan(1200);
  });

  it.each<[string, Answer, object]>([
    ['refuses the key', { status: 401, body: {} }, { code: 'upstream_failed', message: expect.stringContaining('401') }],
    ['has had enough', { status: 429, headers: { 'retry-after': '7' }, body: {} }, { code: 'rate_limited', retryAfterSeconds: 7 }],
    ['is broken', { status: 500, body: 'oops' }, { code: 'upstream_failed' }],
    ['answers with a page', { body: '<html>' }, { code: 'upstream_failed', message: expect.stringContaining(name) }],
    ['answers with another form', { body: { results: 'none', organic: 1, web: [] } }, { code: 'upstream_failed' }],
  ])('says so when the service %s', async (_, reply, error) => {
    const { provider } = await open(reply);
    await expect(provider.search('x', 5, context)).rejects.toMatchObject({ ...error, hint: expect.any(String) });
  });
});

describe('createConfiguredSearch', () => {
  const none = { searxngUrl: null, tavilyApiKey: null, exaApiKey: null, braveApiKey: null, serperApiKey: null };

  it('takes the first that is set, and none without a setting', () => {
    const { door } = openDoor();
    expect(createConfiguredSearch(door, none)).toBeNull();
    expect(createConfiguredSearch(door, { ...none, serperApiKey: 'a', exaApiKey: 'b' })?.name).toBe('exa');
    expect(createConfiguredSearch(door, { ...none, serperApiKey: 'a', searxngUrl: 'http://127.0.0.1:1' })?.name).toBe('searxng');
  });
});
