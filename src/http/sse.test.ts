import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { fastify } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../../tests/support/product.ts';
import { type Served, serve } from './served.fixture.ts';
import { type ServerSentEvent, sendEvents } from './sse.ts';

const run = {
  kind: 'research',
  brief: { topic: 'Coffee' },
  sources: [{ kind: 'text', text: 'Coffee is brewed from beans. Tea is brewed from leaves.' }],
};

/** A stream of one route, without the rest of the product. */
async function serveStream(open: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>, heartbeatMs?: number) {
  const app = fastify();
  const drain = new AbortController();
  app.get('/events', async (incoming, reply) => {
    await sendEvents(incoming, reply, open, { drain: drain.signal, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) });
    return reply;
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  return { address: `${address}/events`, app, drain };
}

async function* endless(signal: AbortSignal, data: string, count: { sent: number }): AsyncGenerator<ServerSentEvent> {
  while (!signal.aborted) {
    count.sent += 1;
    yield { type: 'tick', data, id: count.sent };
    if (count.sent % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

it('sends comments while nothing happens, and ends without a word when the process drains', async () => {
  const silence = async function* (signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const { address, drain } = await serveStream(silence, 20);
  const reader = (await fetch(address)).body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(':\n\n');
  expect((await reader?.read())?.value).toBe(':\n\n');
  drain.abort();
  await waitFor('the end of the stream', async () => (await reader?.read())?.done);
});

it('lets go of the connection when the process drains, for a connection that stays would hold up the stop', async () => {
  const { address, app, drain } = await serveStream((signal) => endless(signal, 'x', { sent: 0 }));
  const { hostname, port } = new URL(address);
  // A client that does not close its own half when the server has closed.
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }).resume();
  onTestFinished(() => void socket.destroy());
  socket.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await once(socket, 'data');
  drain.abort();
  // Much earlier than the server would end a connection for being idle.
  const isFree = () =>
    new Promise<boolean>((found) => {
      app.server.getConnections((_, open) => found(open === 0));
    });
  await waitFor('the end of the connection', isFree);
});

it('asks for no more events than a slow client takes, and goes on when it does', async () => {
  const count = { sent: 0 };
  const { address } = await serveStream((signal) => endless(signal, 'x'.repeat(10_000), count));
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(address, resolve).on('error', reject).end();
  });
  response.pause();
  // What fits into the buffers of the sockets is sent; then the counter stands still.
  let before = -1;
  await waitFor('the stream to stand still', async () => {
    if (count.sent > 0 && count.sent === before) return true;
    before = count.sent;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return false;
  });
  const stood = count.sent;
  expect(stood * 10_000).toBeLessThan(20_000_000);
  response.resume();
  await waitFor('more events', async () => count.sent > stood + 1_000);
  response.destroy();
});

it('stops asking when the client is gone', async () => {
  const ended = Promise.withResolvers<void>();
  const watch = async function* (signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
    try {
      yield { type: 'tick', data: 1, id: 1 };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } finally {
      ended.resolve();
    }
  };
  const { address } = await serveStream(watch);
  const gone = new AbortController();
  await (await fetch(address, { signal: gone.signal })).body?.getReader().read();
  gone.abort();
  await ended.promise;
});

it('answers HEAD with the headers alone', async () => {
  const { address } = await serveStream(async function* () {
    yield await Promise.reject(new Error('nobody asked for events'));
  });
  const response = await fetch(address, { method: 'HEAD' });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});

async function events(
  served: Served,
  id: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; list: EventSourceMessage[]; headers: Headers }> {
  const response = await fetch(`${served.address}/api/v1/runs/${id}/events`, {
    headers: { authorization: `Bearer ${served.key}`, ...headers },
  });
  const list: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => list.push(event) });
  parser.feed(await response.text());
  return { status: response.status, list, headers: response.headers };
}

it('plays a run to its end, again from every event, and answers 204 after the last one', async () => {
  const served = await serve({}, 'sqlite', ['web', 'worker']);
  const { body } = await served.call<{ id: string }>('POST', '/runs', { body: run });
  const whole = await events(served, body.id);
  expect(whole.headers.get('x-request-id')).toMatch(/^req_/);
  expect(whole.headers.get('ratelimit')).toMatch(/requests/);
  expect(whole.list.at(-1)).toMatchObject({ event: 'done' });
  const ids = whole.list.flatMap(({ id }) => id ?? []);
  for (const [at, id] of ids.slice(0, -1).entries()) {
    const rest = await events(served, body.id, { 'last-event-id': id });
    expect([id, rest.list.flatMap((event) => event.id ?? [])]).toEqual([id, ids.slice(at + 1)]);
  }
  expect((await events(served, body.id, { 'last-event-id': ids.at(-1) ?? '' })).status).toBe(204);
});

it('ends open streams without done when the product stops, and frees what a gone client held', async () => {
  const served = await serve();
  const { body } = await served.call<{ id: string }>('POST', '/runs', { body: run });
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${served.key}` };
  const address = `${served.address}/api/v1/runs/${body.id}/events`;
  const first = await fetch(address, { headers, signal: gone.signal });
  const second = events(served, body.id);
  expect(first.status).toBe(200);
  gone.abort();
  await waitFor('the second stream', async () => (await served.call('GET', '/livez')).status === 200);
  await served.stop();
  expect((await second).list.map(({ event }) => event)).not.toContain('done');
});
