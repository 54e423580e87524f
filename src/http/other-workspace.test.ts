import { expect, it } from 'vitest';
import { createApiKeyService } from '../accounts/index.ts';
import { systemClock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { addWorkspace, describeServed, type Served } from './served.fixture.ts';

interface Operation {
  operationId: string;
  requestBody?: unknown;
}

/** Bodies that would be right, so that nothing but the ID stands in the way. */
const bodies: Record<string, unknown> = {
  saveDocument: { body: 'Changed.' },
  putDraft: { title: 'T', body: 'Changed.' },
  mendSource: { title: 'Changed' },
  approveOutline: {},
  retryRun: {},
};

/** IDs of things of the first workspace, by the first part of the path that asks for one. */
async function fill(served: Served): Promise<Record<string, string>> {
  const idOf = async (path: string, options: Parameters<Served['call']>[2]): Promise<string> => {
    const made = await served.call<{ id: string }>('POST', path, options);
    expect(made.status, made.text).toBeLessThan(300);
    return made.body.id;
  };
  const form = new FormData();
  form.append('file', new Blob(['hello']), 'a.txt');
  const documents = await idOf('/documents', { body: { title: 'T', body: '## One\n\nText.' } });
  const trash = await idOf('/documents', { body: { title: 'Old' } });
  await served.call('DELETE', `/documents/${trash}`);
  return {
    documents,
    trash,
    sources: await idOf('/sources', { body: { kind: 'text', text: 'Coffee is brewed.' } }),
    runs: await idOf('/runs', { body: { kind: 'research', brief: { topic: 'T' }, sources: [{ kind: 'text', text: 'Tea is brewed.' }] } }),
    blobs: await idOf('/blobs', { raw: form }),
    'api-keys': (await served.createKey(['content:read'])).id,
  };
}

async function operations(served: Served): Promise<{ method: string; path: string; operation: Operation }[]> {
  const { body } = await served.call<{ paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function addressOf(path: string, id: string): string {
  return path
    .replace('{id}', id)
    .replace('{n}', '1')
    .replace('{slug}', 'one')
    .replace(/\{[a-z]+\}/gi, 'one')
    .concat(path.endsWith('/compare') ? '?from=1&to=1' : '');
}

describeServed('a workspace', (start) => {
  it('knows nothing of another: each route with an ID answers 404, and nothing is changed', async () => {
    const served = await start();
    const ids = await fill(served);
    const { workspaceId, userId } = await addWorkspace(served.database);
    const keys = createApiKeyService({ database: served.database, clock: systemClock });
    const scope = { workspaceId, userId, apiKeyId: null, role: 'owner', scopes: null } as const;
    const scopes = ['content:read', 'content:write', 'content:delete', 'runs:write', 'settings:manage', 'users:manage'] as const;
    const { key } = await keys.create(scope, { name: 'other', scopes: [...scopes] });
    const withId = (await operations(served)).filter(({ path }) => path.includes('{id}'));
    expect(withId.length).toBeGreaterThan(25);
    for (const { method, path, operation } of withId) {
      const noun = path.split('/')[3] as string;
      const id = ids[noun];
      expect([path, typeof id]).toEqual([path, 'string']);
      const asked = {
        key,
        headers: { 'if-match': '"1"' },
        ...(operation.requestBody === undefined ? {} : { body: bodies[operation.operationId] ?? {} }),
      };
      const answer = await served.call(method, addressOf(path, id as string), asked);
      expect([method, path, answer.status, answer.text.includes(id as string) && !answer.text.includes('no ')]).toEqual([
        method,
        path,
        404,
        false,
      ]);
      const own = await served.call(method, addressOf(path, newId('run')), { ...asked, key: served.key });
      expect([method, path, own.status]).toEqual([method, path, 404]);
    }
    for (const list of ['documents', 'sources', 'runs', 'trash', 'outgoing']) {
      expect((await served.call(`GET`, `/${list}`, { key })).body).toEqual({ items: [], nextCursor: null });
    }
    for (const noun of ['documents', 'sources', 'runs', 'blobs'])
      expect((await served.call('GET', `/${noun}/${ids[noun]}`)).status).toBe(200);
  });

  it('finds nothing of another by search, by ask, or by naming its sources and documents', async () => {
    const served = await start();
    const ids = await fill(served);
    const { workspaceId, userId } = await addWorkspace(served.database);
    const keys = createApiKeyService({ database: served.database, clock: systemClock });
    const { key } = await keys.create(
      { workspaceId, userId, apiKeyId: null, role: 'owner', scopes: null },
      { name: 'other', scopes: ['content:read', 'content:write', 'runs:write'] },
    );
    expect((await served.call('GET', '/search?q=brewed')).text).toContain(ids.sources);
    expect((await served.call('GET', '/search?q=brewed', { key })).body).toEqual({ items: [], nextCursor: null });
    const asked = await served.call('POST', '/ask', { key, body: { question: 'What is brewed?', sourceIds: [ids.sources] } });
    expect(asked.body).toMatchObject({ passages: [] });
    const naming = await served.call('POST', '/documents', { key, body: { title: 'T', sources: [ids.sources] } });
    expect(naming.status).toBe(400);
    const running = await served.call('POST', '/runs', { key, body: { kind: 'research', brief: { topic: 'T' }, sources: [ids.sources] } });
    expect(running.status).toBeLessThan(500);
    expect(running.text).not.toContain('Coffee');
  });
});
