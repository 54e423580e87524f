import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../../tests/support/product.ts';
import { serve } from './served.fixture.ts';

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['no host', 'GET /livez HTTP/1.1\r\n\r\n', 400],
  ['two lengths', 'POST /api/v1/runs HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello', 400],
  ['a header without end', `GET /livez HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
])('answers what is no request: %s', async (_, request, status) => {
  const { port } = await serve();
  const socket = await open(port);
  socket.write(request);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

it('gives a body that stops half-way no effect, and others their answer', async () => {
  const served = await serve();
  const socket = await open(served.port);
  socket.write(`POST /api/v1/documents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${served.key}\r\n`);
  socket.write('content-type: application/json\r\ncontent-length: 1000\r\nidempotency-key: half\r\n\r\n{"title":"Half');
  expect((await served.call('POST', '/documents', { body: { title: 'Whole' } })).status).toBe(201);
  socket.destroy();
  const again = await served.call('POST', '/documents', { body: { title: 'Again' }, headers: { 'idempotency-key': 'half' } });
  expect(again.status).toBe(201);
  const { body } = await served.call<{ items: { title: string }[] }>('GET', '/documents');
  expect(body.items.map(({ title }) => title).sort()).toEqual(['Again', 'Whole']);
});

it('answers beside 500 connections that say nothing, and stops in spite of them', async () => {
  const served = await serve();
  await Promise.all(Array.from({ length: 500 }, () => open(served.port)));
  const start = performance.now();
  expect((await served.call('GET', '/me')).status).toBe(200);
  expect(performance.now() - start).toBeLessThan(20_000);
  await served.stop();
});

it('lets a request that is being answered finish when it stops, and takes no new one', async () => {
  const served = await serve({ AIWRITER_DRAIN_SECONDS: '5' });
  const socket = await open(served.port);
  const body = JSON.stringify({ title: 'Late' });
  socket.write(
    `POST /api/v1/documents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  await served.call('GET', '/me');
  const stopped = served.stop();
  await waitFor('the end of listening', async () =>
    fetch(`${served.address}/livez`).then(
      () => false,
      () => true,
    ),
  );
  socket.write(body);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 201 /);
  await stopped;
});
