import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { sqliteOpener } from '../../tests/support/databases.ts';
import { openSources, serve } from '../../tests/support/sources.ts';

const refusal = (code: string) => expect.objectContaining({ code, hint: expect.any(String) });

function page(words: string): string {
  const rest = 'Espresso is pushed through finely ground coffee in half a minute. '.repeat(8);
  return `<html><head><title>Coffee</title></head><body><article><h1>Coffee</h1><p>${words}</p><p>${rest}</p></article></body></html>`;
}

describe('a page as a source', () => {
  const open = sqliteOpener();

  /** A page whose answer can be exchanged. */
  async function openPage() {
    let answer: (response: ServerResponse) => unknown = (response) =>
      response.end(page('Cold brew steeps for sixteen hours in the fridge.'));
    const address = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html');
      answer(response);
    });
    const opened = await openSources(await open());
    const source = await opened.sources.add(opened.scope, { kind: 'url', url: `${address}/coffee?x=1#part` });
    return { ...opened, source, address, become: (other: typeof answer) => (answer = other) };
  }

  it('is fetched through the door and read', async () => {
    const { source, sources, scope, address, left } = await openPage();
    expect(source).toMatchObject({ kind: 'url', format: 'html', address: `${address}/coffee?x=1`, problems: [] });
    expect(await sources.text(scope, source.id)).toContain('steeps for sixteen hours');
    expect(left).toMatchObject([{ context: { purpose: 'source', trust: 'member', workspaceId: scope.workspaceId }, status: 200 }]);
    expect((await sources.add(scope, { kind: 'url', url: `${address}/coffee?x=1` })).id).toBe(source.id);
  });

  it('is unchanged when it says the same, also in other markup', async () => {
    const { source, sources, scope, become } = await openPage();
    const first = await sources.refresh(scope, source.id);
    expect(first).toMatchObject({ change: 'unchanged', source: { sha256: source.sha256 } });
    expect(first.source.fetchedAt).toBeGreaterThan(source.fetchedAt);
    become((response) => response.end(`${page('Cold brew steeps for sixteen hours in the fridge.')}<!-- ${Date.now()} -->`));
    const second = await sources.refresh(scope, source.id);
    expect(second.change).toBe('unchanged');
    expect(second.source.sha256).not.toBe(source.sha256);
  });

  it('has its new text when it changed', async () => {
    const { source, sources, scope, become } = await openPage();
    become((response) => response.end(page('Cold brew steeps for twenty hours in the fridge.')));
    expect((await sources.refresh(scope, source.id)).change).toBe('changed');
    expect(await sources.text(scope, source.id)).toContain('twenty hours');
  });

  it('keeps its text when it vanished, says so, and stops saying so when it is back', async () => {
    const { source, sources, scope, become } = await openPage();
    become((response) => response.writeHead(410).end('gone'));
    const vanished = await sources.refresh(scope, source.id);
    expect(vanished).toMatchObject({ change: 'vanished', source: { fetchedAt: source.fetchedAt, problems: [{ code: 'vanished' }] } });
    expect(await sources.text(scope, source.id)).toContain('sixteen hours');
    become((response) => response.end(page('Cold brew steeps for sixteen hours in the fridge.')));
    expect((await sources.refresh(scope, source.id)).source.problems).toEqual([]);
  });

  it.each<[string, string, string, (response: ServerResponse) => unknown]>([
    ['fails', 'upstream_failed', 'upstream_failed', (response) => response.writeHead(500).end('x')],
    ['wants a sign-in', 'unprocessable', 'unprocessable', (response) => response.writeHead(403).end('x')],
    ['breaks off', 'upstream_failed', 'unprocessable', (response) => response.write('<html>', () => response.destroy())],
    ['is empty', 'unprocessable', 'unprocessable', (response) => response.end('')],
    [
      'leads to a forbidden place',
      'forbidden',
      'forbidden',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    ],
  ])('stays as it is when the server %s', async (_, code, codeOfNew, answer) => {
    const { source, sources, scope, become } = await openPage();
    become(answer);
    await expect(sources.refresh(scope, source.id)).rejects.toEqual(refusal(code));
    expect(await sources.get(scope, source.id)).toEqual(source);
    await expect(sources.add(scope, { kind: 'url', url: `${source.address}&new` })).rejects.toEqual(refusal(codeOfNew));
    expect((await sources.list(scope)).items).toHaveLength(1);
  });

  it('that was no page cannot be fetched again', async () => {
    const { sources, scope } = await openSources(await open());
    const { id } = await sources.add(scope, { kind: 'text', text: 'Some words.' });
    await expect(sources.refresh(scope, id)).rejects.toEqual(refusal('unprocessable'));
  });

  it('stops being fetched when its caller goes away', async () => {
    const { sources, scope, source, become } = await openPage();
    const gone = new AbortController();
    become(() => gone.abort(new Error('the caller left')));
    await expect(sources.refresh(scope, source.id, gone.signal)).rejects.toThrow('the caller left');
    expect(await sources.get(scope, source.id)).toEqual(source);
  });
});
