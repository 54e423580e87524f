import { fastify } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../../tests/support/product.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { addErrors } from './errors.ts';
import { addShedding } from './shedding.ts';

async function block(turns: number, milliseconds: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function open(): Promise<(path: string) => Promise<{ statusCode: number; headers: Record<string, unknown>; json: () => unknown }>> {
  const app = fastify() as unknown as HttpApp;
  addErrors(app);
  addShedding(app, { longestDelayMs: 200, sampleMs: 200 });
  app.get('/work', async () => 'done');
  app.get('/livez', { config: { access: 'public' } }, async () => 'ok');
  await app.ready();
  onTestFinished(() => app.close());
  return (path) => app.inject(path);
}

it('refuses work while the process cannot keep up, still says that it lives, and takes work again', async () => {
  const ask = await open();
  await block(6, 300);
  const refused = await ask('/work');
  expect(refused.json()).toMatchObject({ status: 503, code: 'overloaded' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('/livez')).statusCode).toBe(200);
  await waitFor('work again', async () => (await ask('/work')).statusCode === 200);
});

it('takes one long turn for what it is', async () => {
  const ask = await open();
  await block(1, 900);
  expect((await ask('/work')).statusCode).toBe(200);
});
