import { describe, expect, it } from 'vitest';
import { openDoor, serve } from '../../tests/support/sources.ts';
import type { OutgoingDoor } from './outgoing-door.ts';
import type { SearchProvider } from './search-provider.ts';

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

/** One service as the contract needs it. */
export interface SearchService {
  name: string;
  create: (door: OutgoingDoor, address: string) => SearchProvider;
  /** The documented answer with these results. */
  answer: (pages: { url: string; title: string; snippet: string }[]) => unknown;
  /** What the service must have been asked. */
  asked: Partial<Asked>;
  nothing: unknown;
}

/** What every search engine does, against a server of ours that gives its documented answers. */
export function describeSearchProvider({ name, create, answer, asked, nothing }: SearchService): void {
  describe(`search with ${name}`, () => {
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
}
