import { request } from 'node:http';
import { expect, it } from 'vitest';
import { apiScopes } from '../accounts/index.ts';
import { describeServed, type Served, serve } from './served.fixture.ts';

/** What a key with one scope may do besides reading who it is. */
const calls: Record<string, (served: Served, key: string) => Promise<{ status: number }>> = {
  'content:read': (served, key) => served.call('GET', '/documents', { key }),
  'content:write': (served, key) => served.call('POST', '/documents', { key, body: { title: 'T' } }),
  'runs:write': (served, key) =>
    served.call('POST', '/runs', { key, body: { kind: 'research', brief: { topic: 'T' }, sources: [{ kind: 'text', text: 'a b' }] } }),
  'settings:manage': (served, key) => served.call('GET', '/outgoing', { key }),
  'users:manage': (served, key) => served.call('GET', '/api-keys', { key }),
};

describeServed('an API key', (start) => {
  it('may do what its scopes say and nothing else', async () => {
    const served = await start();
    for (const scope of apiScopes.filter((name) => name !== 'content:delete')) {
      const { key } = await served.createKey([scope]);
      for (const [needed, call] of Object.entries(calls)) {
        const { status } = await call(served, key);
        if (needed === scope) expect([scope, needed, status < 300]).toEqual([scope, needed, true]);
        else expect([scope, needed, status]).toEqual([scope, needed, 403]);
      }
    }
  });

  it('is refused when it is missing, malformed, unknown, revoked or expired', async () => {
    const served = await start();
    expect((await served.call('GET', '/me', { key: null })).headers.get('www-authenticate')).toBe('Bearer');
    const revoked = await served.createKey(['content:read']);
    expect((await served.call('GET', '/me', { key: revoked.key })).status).toBe(200);
    await served.call('DELETE', `/api-keys/${revoked.id}`);
    const expired = await served.createKey(['content:read'], new Date(Date.now() + 3_600_000).toISOString());
    await served.database.transaction((trx) => trx.updateTable('api_keys').set({ expires_at: 1 }).where('id', '=', expired.id).execute());
    const unknown = `${served.key.slice(0, -8)}${'A'.repeat(8)}`;
    for (const key of [null, '', 'x', 'awk_', unknown, revoked.key, expired.key, 'x'.repeat(5000)]) {
      const answer = await served.call('GET', '/me', { key });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
  });
});

it('says who calls, where and with whom', async () => {
  const served = await serve();
  const { key, id } = await served.createKey(['content:read']);
  const me = await served.call('GET', '/me', { key });
  expect(me.body).toMatchObject({
    user: { name: 'Local operator' },
    workspace: { slug: 'desk' },
    role: 'owner',
    apiKeyId: id,
    scopes: ['content:read'],
  });
  expect((await served.call('GET', '/workspaces', { key })).body).toMatchObject({ items: [{ slug: 'desk', role: 'owner' }] });
  expect((await served.call('GET', '/members', { key })).body).toMatchObject({
    items: [{ name: 'Local operator', role: 'owner' }],
    nextCursor: null,
  });
});

it('refuses other host names, so that a foreign page cannot reach a local installation', async () => {
  const served = await serve({ AIWRITER_PUBLIC_URL: 'https://desk.example.org' });
  const { port } = served;
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/livez', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', '[::1]:80', 'desk.example.org', 'DESK.example.org:443']) {
    expect([host, await status(host)]).toEqual([host, 200]);
  }
  for (const host of ['evil.example', 'localhost.evil.example', 'desk.example.org.evil.example', '127.0.0.1.evil.example', 'a@localhost']) {
    expect([host, await status(host)]).toEqual([host, 403]);
  }
});

it('counts requests and says when to come back', async () => {
  const served = await serve({ AIWRITER_RATE_LIMIT: '3' });
  const { key } = await served.createKey(['content:read']);
  const answers = [];
  for (let at = 0; at < 4; at += 1) answers.push(await served.call('GET', '/me', { key }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[2]?.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/);
  expect(answers[2]?.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answers[3]?.body).toMatchObject({ code: 'rate_limited' });
  expect((await served.call('GET', '/livez', { key: null })).status).toBe(200);
});
