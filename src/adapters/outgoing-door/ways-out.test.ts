import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingContext, OutgoingLimits, OutgoingRecord } from '../../ports/outgoing-door.ts';
import { loopbackServers, makeCertificates } from './loopback-servers.fixture.ts';
import { createOutgoingDoor, type OutgoingDoorOptions } from './outgoing-door.ts';
import { proxyFor } from './proxy-choice.ts';

const member: OutgoingContext = { purpose: 'source', workspaceId: 'wsp_1', trust: 'member' };
const operator: OutgoingContext = { purpose: 'model', workspaceId: null, trust: 'operator' };
const limits: OutgoingLimits = { totalTimeoutMs: 5000, idleTimeoutMs: 2000, maxBytes: 1_000_000, maxRedirects: 3 };
const servers = loopbackServers();
const closers: (() => Promise<void>)[] = [() => servers.closeAll()];
let identity: ReturnType<typeof makeCertificates>;

beforeAll(() => {
  identity = makeCertificates(['DNS:site.example', 'DNS:secure.localhost', 'IP:127.0.0.1']);
});

afterEach(async () => {
  for (const close of closers) await close();
  closers.length = 1;
});

function openDoor(options: Partial<OutgoingDoorOptions> = {}) {
  const records: OutgoingRecord[] = [];
  const door = createOutgoingDoor({ allow: [], proxies: {}, localOnlyMode: false, record: (line) => records.push(line), ...options });
  closers.push(() => door.close());
  return { door, records };
}

function redirecting(location: (path: string) => string | null, status = 302) {
  return servers.plain((request, response) => {
    const target = location(request.url ?? '/');
    if (target === null)
      response.end(`${request.method} ${request.headers.authorization ?? 'anonymous'} ${request.headers['x-api-key'] ?? '-'}`);
    else response.writeHead(status, { location: target }).end('moved');
  });
}

describe('redirects', () => {
  it('follows each hop and records each', async () => {
    const server = await redirecting((path) => (path === '/end' ? null : '/end'));
    const { door, records } = openDoor({ allow: ['127.0.0.1'] });
    const response = await door.fetch(member, limits)(`${server.url}/start`);
    expect(await response.text()).toBe('GET anonymous -');
    expect(response.url).toBe(`${server.url}/end`);
    expect(records.map(({ target, status }) => [target, status])).toEqual([
      [`${server.url}/start`, 302],
      [`${server.url}/end`, 200],
    ]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    '//2130706433:1/',
    'http://a:b@127.0.0.1/',
    'file:///etc/passwd',
  ])('does not follow a member’s redirect to %s', async (location) => {
    const server = await redirecting(() => location);
    const { door } = openDoor({ allow: [`127.0.0.1:${server.port}`] });
    await expect(door.fetch(member, limits)(server.url)).rejects.toMatchObject({
      code: expect.stringMatching(/^(forbidden|validation_failed)$/),
    });
    expect(server.seen).toHaveLength(1);
  });

  it('checks where an operator’s host redirects to, as nobody configured that', async () => {
    const server = await redirecting(() => 'http://169.254.169.254/');
    const { door } = openDoor();
    await expect(door.fetch(operator, limits)(server.url)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('gives up on a loop', async () => {
    const server = await redirecting(() => '/again');
    const { door } = openDoor({ allow: ['127.0.0.1'] });
    await expect(door.fetch(member, limits)(server.url)).rejects.toMatchObject({
      code: 'upstream_failed',
      message: expect.stringContaining('3 times'),
    });
    expect(server.seen).toHaveLength(4);
  });

  it('keeps credentials within an origin and drops them across origins', async () => {
    const other = await redirecting(() => null);
    const server = await redirecting((path) => (path === '/away' ? other.url : path === '/near' ? '/end' : null), 307);
    const { door } = openDoor();
    const headers = { authorization: 'Bearer key', 'x-api-key': 'key' };
    const ask = async (path: string) =>
      (await door.fetch(operator, limits)(server.url + path, { method: 'POST', headers, body: 'b' })).text();
    expect(await ask('/near')).toBe('POST Bearer key key');
    expect(await ask('/away')).toBe('POST anonymous -');
  });

  it('reads with GET what a POST was answered with “see other”', async () => {
    const server = await redirecting((path) => (path === '/end' ? null : '/end'), 303);
    const { door } = openDoor();
    const response = await door.fetch(operator, limits)(server.url, { method: 'POST', body: 'b' });
    expect(await response.text()).toMatch(/^GET/);
  });

  it('does not carry an operator’s credentials from https to http', async () => {
    const open = await redirecting(() => null);
    const server = await servers.tls(identity, (_request, response) => response.writeHead(307, { location: open.url }).end());
    const { door } = openDoor({ extraCa: identity.ca });
    await expect(door.fetch(operator, limits)(server.url)).rejects.toMatchObject({
      code: 'upstream_failed',
      message: expect.stringContaining('not encrypted'),
    });
    expect(open.seen).toEqual([]);
  });
});

describe('private certificates', () => {
  it('trusts a server of the configured authority, and no other', async () => {
    const server = await servers.tls(identity, (_request, response) => response.end('trusted'));
    const known = openDoor({ allow: ['127.0.0.1'], extraCa: identity.ca });
    expect(await (await known.door.fetch(member, limits)(server.url)).text()).toBe('trusted');
    const { door } = openDoor({ allow: ['127.0.0.1'] });
    await expect(door.fetch(member, limits)(server.url)).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  it('checks the certificate against the name, not the pinned address', async () => {
    const server = await servers.tls(identity, (_request, response) => response.end('by name'));
    const { door } = openDoor({ allow: ['127.0.0.1'], extraCa: identity.ca, resolve: async () => ['127.0.0.1'] });
    expect(await (await door.fetch(member, limits)(`https://site.example:${server.port}/`)).text()).toBe('by name');
    await expect(door.fetch(member, limits)(`https://other.example:${server.port}/`)).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

describe('through a proxy', () => {
  it('tunnels https and forwards http, for members and operators', async () => {
    const server = await servers.tls(identity, (_request, response) => response.end('tunnelled'));
    const proxy = await servers.proxy(server.port);
    const { door } = openDoor({
      proxies: { https: proxy.url, http: proxy.url },
      extraCa: identity.ca,
      resolve: async () => ['93.184.215.14'],
    });
    expect(await (await door.fetch(member, limits)('https://site.example/')).text()).toBe('tunnelled');
    expect(await (await door.fetch(operator, limits)('https://site.example/')).text()).toBe('tunnelled');
    expect(await (await door.fetch(member, limits)('http://site.example/page')).text()).toBe('from the proxy');
    expect(new Set(proxy.seen)).toEqual(new Set(['CONNECT site.example:443', 'GET http://site.example/page']));
  });

  it('still refuses a member inside addresses, by number or by name', async () => {
    const proxy = await servers.proxy(1);
    const names: Record<string, string[]> = { 'inside.example': ['10.0.0.1'] };
    const { door } = openDoor({ proxies: { https: proxy.url, http: proxy.url }, resolve: async (name) => names[name] ?? [] });
    const urls = [
      'http://10.0.0.1/',
      'https://[fd00::1]/',
      'http://inside.example/',
      'http://metadata.google.internal/',
      'http://intranet/',
      'http://localhost:1/',
    ];
    for (const url of urls) await expect(door.fetch(member, limits)(url), url).rejects.toThrow();
    expect(proxy.seen).toEqual([]);
  });

  it('leaves outside names it cannot resolve to the proxy', async () => {
    const proxy = await servers.proxy(1);
    const { door } = openDoor({ proxies: { http: proxy.url }, resolve: async () => [] });
    expect(await (await door.fetch(member, limits)('http://site.example/')).text()).toBe('from the proxy');
  });

  it('reads a proxy without its scheme, and finds a wrong one at the start', async () => {
    const proxy = await servers.proxy(1);
    const { door } = openDoor({ proxies: { http: `127.0.0.1:${proxy.port}` }, resolve: async () => [] });
    expect(await (await door.fetch(operator, limits)('http://site.example/')).text()).toBe('from the proxy');
    const wrong = { https: 'ftp://user:secret@proxy' };
    expect(() => openDoor({ proxies: wrong })).toThrow(expect.objectContaining({ code: 'validation_failed' }));
    expect(() => openDoor({ proxies: wrong })).not.toThrow(/secret/);
  });

  it('reports a proxy that refuses the tunnel', async () => {
    const proxy = await servers.plain((_request, response) => response.end());
    const { door } = openDoor({ proxies: { https: proxy.url } });
    await expect(door.fetch(operator, limits)('https://site.example/')).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  it.each([
    ['http://site.example/', 'other.example', true],
    ['http://site.example/', 'site.example', false],
    ['http://www.site.example/', 'site.example', false],
    ['http://www.site.example./', '.site.example', false],
    ['http://www.site.example/', '*.site.example', false],
    ['http://badsite.example/', 'site.example', true],
    ['http://site.example:8080/', 'site.example:80', true],
    ['http://site.example/', 'a.example, site.example:80', false],
    ['http://10.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.1.2.3', false],
    ['http://11.1.2.3/', '10.0.0.0/8,.2.3', true],
    ['http://[fd00::1]/', 'fd00::/8', false],
    ['http://site.example/', '*', false],
    ['http://127.0.0.1/', '', false],
    ['http://app.localhost/', '', false],
    ['https://site.example/', '', false],
  ])('%s with NO_PROXY “%s” goes through it: %s', (url, no, proxied) => {
    expect(proxyFor(new URL(url), { http: 'http://proxy:1', no }) !== null).toBe(proxied);
  });
});
