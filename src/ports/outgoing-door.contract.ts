import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { loopbackServers } from '../adapters/outgoing-door/loopback-servers.fixture.ts';
import type { OutgoingDoorOptions } from '../adapters/outgoing-door/outgoing-door.ts';
import { markTransaction } from '../shared/transaction-guard.ts';
import type { OutgoingContext, OutgoingDoor, OutgoingLimits, OutgoingRecord } from './outgoing-door.ts';

/** What every way out of the process does, tried against servers of this machine. */
export function describeOutgoingDoor(name: string, create: (options: OutgoingDoorOptions) => OutgoingDoor): void {
  describe(name, () => {
    const member: OutgoingContext = { purpose: 'source', workspaceId: 'wsp_1', trust: 'member' };
    const operator: OutgoingContext = { purpose: 'model', workspaceId: 'wsp_1', trust: 'operator' };
    const limits: OutgoingLimits = { totalTimeoutMs: 5000, idleTimeoutMs: 2000, maxBytes: 1_000_000, maxRedirects: 3 };
    const servers = loopbackServers();
    const closers: (() => Promise<void>)[] = [() => servers.closeAll()];

    afterEach(async () => {
      for (const close of closers) await close();
      closers.length = 1;
    });

    function openDoor(options: Partial<OutgoingDoorOptions> = {}) {
      const records: OutgoingRecord[] = [];
      const door = create({ allow: [], proxies: {}, localOnlyMode: false, record: (line) => records.push(line), ...options });
      closers.push(() => door.close());
      return { door, records };
    }

    const local = { allow: ['127.0.0.1'] };

    describe('an ordinary request', () => {
      it('gives a standard response and one record without the query', async () => {
        const server = await servers.plain((_request, response) => response.end('page'));
        const { door, records } = openDoor(local);
        const response = await door.fetch(member, limits)(`${server.url}/a/b?token=secret`);
        expect(response).toBeInstanceOf(Response);
        expect(await response.text()).toBe('page');
        expect(records).toHaveLength(1);
        expect(records[0]).toMatchObject({
          method: 'GET',
          target: `${server.url}/a/b`,
          status: 200,
          error: null,
          bytesReceived: 4,
          context: member,
        });
      });

      it('records only the origin of what is no source, and counts what was sent', async () => {
        const server = await servers.plain((request, response) => request.resume().on('end', () => response.end('ok')));
        const { door, records } = openDoor();
        const response = await door.fetch(operator, limits)(`${server.url}/v1/chat?key=1`, { method: 'POST', body: '{"a":1}' });
        await response.text();
        expect(records).toMatchObject([{ target: server.url, bytesSent: 7, method: 'POST' }]);
      });

      it('decodes gzip and says nothing untrue about its length', async () => {
        const server = await servers.plain((_request, response) => {
          response.setHeader('content-encoding', 'gzip').end(gzipSync('hello hello hello'));
        });
        const { door, records } = openDoor(local);
        const response = await door.fetch(member, limits)(server.url);
        expect(response.headers.has('content-encoding')).toBe(false);
        expect(await response.text()).toBe('hello hello hello');
        expect(records).toMatchObject([{ bytesReceived: 17 }]);
      });

      it('streams: the first part can be read before the second was sent', async () => {
        const first = Promise.withResolvers<void>();
        const server = await servers.plain(async (_request, response) => {
          response.write('one');
          await first.promise;
          response.end('two');
        });
        const { door } = openDoor();
        const response = await door.fetch(operator, limits)(server.url);
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
        expect(await reader?.read()).toEqual({ done: false, value: 'one' });
        first.resolve();
        expect(await reader?.read()).toEqual({ done: false, value: 'two' });
      });

      it('asks for the head of a large file', async () => {
        const server = await servers.plain((_request, response) => response.writeHead(200, { 'content-length': 2 ** 30 }).end());
        const { door, records } = openDoor(local);
        const response = await door.fetch(member, limits)(server.url, { method: 'HEAD' });
        expect(response.headers.get('content-length')).toBe(String(2 ** 30));
        expect(records).toMatchObject([{ method: 'HEAD', status: 200, error: null }]);
      });

      it('takes a Request as well as an address', async () => {
        const server = await servers.plain((request, response) => request.pipe(response));
        const { door } = openDoor();
        const response = await door.fetch(operator, limits)(new Request(server.url, { method: 'POST', body: 'echo' }));
        expect(await response.text()).toBe('echo');
      });
    });

    describe('a request that must not be made', () => {
      it('is not made inside a database transaction', async () => {
        const server = await servers.plain((_request, response) => response.end());
        const { door } = openDoor();
        const inside = markTransaction(() => door.fetch(operator, limits)(server.url));
        await expect(inside).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('transaction') });
        expect(server.seen).toEqual([]);
      });

      it.each(['http://user:secret@127.0.0.1/', 'ftp://127.0.0.1/', '/relative'])('is not made for the address %s', async (address) => {
        const { door } = openDoor();
        await expect(door.fetch(operator, limits)(address)).rejects.toMatchObject({ code: 'validation_failed' });
      });
    });

    describe('who may reach what', () => {
      it('refuses a member a private address without a connection, and records the refusal', async () => {
        const server = await servers.plain((_request, response) => response.end('secret'));
        const { door, records } = openDoor();
        await expect(door.fetch(member, limits)(server.url)).rejects.toMatchObject({ code: 'forbidden' });
        expect(server.seen).toEqual([]);
        expect(records).toMatchObject([{ status: null, error: 'forbidden', bytesSent: 0 }]);
      });

      it('asks the name server once and connects to the answer it checked', async () => {
        const server = await servers.plain((_request, response) => response.end('checked'));
        const answers = [['127.0.0.1'], ['10.0.0.1']];
        let asked = 0;
        const { door } = openDoor({ ...local, resolve: async () => answers[asked++] ?? [] });
        const response = await door.fetch(member, limits)(`http://rebinding.example:${server.port}/`);
        expect(await response.text()).toBe('checked');
        expect(asked).toBe(1);
        await expect(door.fetch(member, limits)(`http://rebinding.example:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
        expect(server.seen).toHaveLength(1);
      });

      it('does not reuse the operator’s connection for a member', async () => {
        const server = await servers.plain((_request, response) => response.end('inside'));
        let answer = '127.0.0.1';
        const { door } = openDoor({ resolve: async () => [answer] });
        await (await door.fetch(operator, limits)(`http://localhost:${server.port}/`)).text();
        answer = '203.0.113.7';
        await expect(door.fetch(member, limits)(`http://localhost:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
        expect(server.seen).toHaveLength(1);
      });

      it.each([{ carriesLocalOnly: true }, {}])('keeps local-only material on this machine %j', async (mark) => {
        const server = await servers.plain((_request, response) => response.end('here'));
        const localOnlyMode = mark.carriesLocalOnly === undefined;
        const { door } = openDoor({ localOnlyMode, proxies: { http: 'http://192.0.2.1:3128' }, resolve: async () => ['93.184.215.14'] });
        const response = await door.fetch({ ...operator, ...mark }, limits)(server.url);
        expect(await response.text()).toBe('here');
        const away = door.fetch({ ...operator, ...mark }, limits)('http://model.example/');
        await expect(away).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('93.184.215.14') });
      });

      it('does not send local-only material along a redirect off this machine', async () => {
        const server = await servers.plain((_request, response) => response.writeHead(307, { location: 'http://192.168.7.7/' }).end());
        const { door, records } = openDoor();
        const sent = door.fetch({ ...operator, carriesLocalOnly: true }, limits)(server.url, { method: 'POST', body: 'private' });
        await expect(sent).rejects.toMatchObject({ code: 'forbidden' });
        expect(records.map((record) => record.error)).toEqual([null, 'forbidden']);
      });
    });

    describe('bounds', () => {
      it('cuts an endless body at its limit and closes the connection', async () => {
        const closed = Promise.withResolvers<void>();
        const server = await servers.plain((_request, response) => {
          const write = () => {
            while (response.write(Buffer.alloc(65536)));
          };
          response.on('drain', write).on('close', closed.resolve);
          write();
        });
        const { door, records } = openDoor(local);
        const response = await door.fetch(member, limits)(server.url);
        await expect(response.arrayBuffer()).rejects.toMatchObject({ code: 'too_large', message: expect.stringContaining('1000000') });
        await closed.promise;
        expect(records[0]?.bytesReceived).toBeLessThan(limits.maxBytes + 70_000);
        expect(records).toMatchObject([{ error: 'too_large', status: 200 }]);
      });

      it('refuses a body declared too large before reading it', async () => {
        const server = await servers.plain((_request, response) => response.writeHead(200, { 'content-length': 2 ** 30 }).write('x'));
        const { door, records } = openDoor(local);
        await expect(door.fetch(member, limits)(server.url)).rejects.toMatchObject({ code: 'too_large' });
        expect(records).toMatchObject([{ error: 'too_large', status: 200 }]);
      });

      it('measures the decoded body of a gzip bomb', async () => {
        const bomb = gzipSync(Buffer.alloc(50_000_000));
        const server = await servers.plain((_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
        const { door } = openDoor(local);
        const response = await door.fetch(member, limits)(server.url);
        await expect(response.arrayBuffer()).rejects.toMatchObject({ code: 'too_large' });
      });

      it('reports a body that is shorter than it said', async () => {
        const server = await servers.plain((_request, response) => {
          response.writeHead(200, { 'content-length': 1000 });
          response.write('only this', () => response.destroy());
        });
        const { door, records } = openDoor(local);
        const response = await door.fetch(member, limits)(server.url);
        await expect(response.text()).rejects.toMatchObject({ code: 'upstream_failed' });
        expect(records).toMatchObject([{ error: 'upstream_failed' }]);
      });

      it('stops waiting for a silent server', async () => {
        const server = await servers.plain((_request, response) => response.write('a'));
        const { door } = openDoor(local);
        const response = await door.fetch(member, { ...limits, idleTimeoutMs: 50 })(server.url);
        await expect(response.text()).rejects.toMatchObject({
          code: 'upstream_failed',
          message: expect.stringContaining('sent nothing for 0.05 s'),
        });
      });

      it('ends a slow drip at the total limit, also when nobody reads', async () => {
        const server = await servers.plain((_request, response) => {
          const drip = setInterval(() => response.write('.'), 10);
          response.on('close', () => clearInterval(drip));
        });
        const ended = Promise.withResolvers<OutgoingRecord>();
        const { door } = openDoor({ ...local, record: ended.resolve });
        const short = { ...limits, totalTimeoutMs: 150 };
        const response = await door.fetch(member, short)(server.url);
        expect(await ended.promise).toMatchObject({ error: 'upstream_failed', status: 200 });
        await expect(response.text()).rejects.toMatchObject({ message: expect.stringContaining('did not finish within 0.15 s') });
      });

      it('ends at once when the caller gives up, before and during the answer', async () => {
        const server = await servers.plain((request, response) => (request.url === '/begun' ? response.write('x') : undefined));
        const { door, records } = openDoor(local);
        for (const path of ['/silent', '/begun']) {
          const caller = new AbortController();
          const work = door
            .fetch(member, limits)(server.url + path, { signal: caller.signal })
            .then((response) => {
              caller.abort();
              return response.text();
            });
          if (path === '/silent') caller.abort();
          await expect(work).rejects.toMatchObject({ name: 'AbortError' });
        }
        expect(records.map((record) => record.error)).toEqual(['aborted', 'aborted']);
      });

      it('writes no second record when the caller gives up after the end', async () => {
        const server = await servers.plain((_request, response) => response.end('all'));
        const { door, records } = openDoor(local);
        const caller = new AbortController();
        expect(await (await door.fetch(member, limits)(server.url, { signal: caller.signal })).text()).toBe('all');
        caller.abort();
        expect(records).toMatchObject([{ error: null }]);
      });

      it('says which host does not answer', async () => {
        const server = await servers.plain(() => undefined);
        await servers.closeAll();
        const { door } = openDoor();
        const failed = door.fetch(operator, limits)(server.url);
        await expect(failed).rejects.toMatchObject({
          code: 'upstream_failed',
          message: expect.stringContaining(`127.0.0.1:${server.port}`),
        });
      });
    });
  });
}
