import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Figure } from './figures.ts';
import type { Model } from './parts/model.ts';
import { type Asked, startPart } from './parts/part.ts';
import type { Probe } from './parts/probe.ts';
import { type Product, startProduct } from './parts/product.ts';
import type { BareProxy } from './parts/proxy.ts';
import type { Ages, Watched, Watcher } from './parts/watcher.ts';

/** Twenty-five words a second, as a quick model writes. */
const perWordMs = 40;
const warmUpMs = 3_000;
const seconds = 8;
/** What follows a new source, its embedding, is over by then. */
const settleMs = 8_000;
const idleSeconds = 3;
const text = Array.from(
  { length: 12 },
  (_, index) => `Cold brew that was steeped for ${index + 8} hours tastes less sour than espresso.`,
).join(' ');

export const streams: Bench = {
  about:
    `From the moment the scripted model server sends a word to its arrival at who watches the run, at 1, 100 and 500 streams of ` +
    `${1000 / perWordMs} words a second; model, server and watchers are processes of their own. Against a bare Node proxy between the same two, ` +
    'and no proxy at all. Ages hold what the machine itself adds: see the one without anything between.',
  async run() {
    const figures: Figure[] = [];
    for (const count of [1, 100, 500]) figures.push(...(await measure(count)));
    return figures;
  },
};

async function measure(count: number): Promise<Figure[]> {
  const direct = await throughProxy(count, false);
  const proxied = await throughProxy(count, true);
  const { ages, loop } = await throughProduct(count);
  const name = 'bare Node proxy';
  const at = count === 1 ? '1 stream' : `${count} streams`;
  const atMost = count === 100 ? { goal: { of: 'ours' as const, atMost: 5 } } : {};
  return [
    { what: `age of a word, ${at}, p50`, unit: 'ms', ours: ages.p50Ms, baseline: { name, value: proxied.p50Ms } },
    { what: `age of a word, ${at}, p99`, unit: 'ms', ours: ages.p99Ms, baseline: { name, value: proxied.p99Ms } },
    {
      ...{ what: `p99 added to the way, ${at}`, unit: 'ms', ours: ages.p99Ms - direct.p99Ms, ...atMost },
      baseline: { name, value: proxied.p99Ms - direct.p99Ms },
    },
    { what: `words a second, ${at}`, unit: '/s', ours: ages.words / seconds, baseline: { name, value: proxied.words / seconds } },
    { what: `processor time of a word, ${at}`, unit: 'µs', ours: ages.cpuMicros, baseline: { name, value: proxied.cpuMicros } },
    ...(count === 100 ? loop : []),
  ];
}

/** The model's own stream, with nothing or a bare proxy between. */
async function throughProxy(count: number, isBetween: boolean): Promise<Noted> {
  await using model = startPart<Model>('model');
  const url = await model.ask('url');
  await using proxy = startPart<BareProxy>('proxy', [url]);
  await using watcher = startPart<Watcher>('watcher');
  const body = JSON.stringify({ model: 'scripted', stream: true, messages: [{ role: 'user', content: text }] });
  const origin = isBetween ? await proxy.ask('url') : url;
  const stream: Watched = { url: `${origin}/v1/chat/completions`, method: 'POST', headers: { 'content-type': 'application/json' }, body };
  await watcher.ask('open', Array<Watched>(count).fill(stream));
  // Awaited here: the processes end with this function.
  return await noted(isBetween ? 'proxy' : 'direct', { model, watcher, server: proxy });
}

async function throughProduct(count: number): Promise<{ ages: Noted; loop: Figure[] }> {
  await using model = startPart<Model>('model');
  await using product = await startProduct({
    ...{ OPENAI_BASE_URL: `${await model.ask('url')}/v1`, OPENAI_API_KEY: 'scripted' },
    // Every run writes at the same time; a model that waits for the others is no model that hangs.
    ...{ AIWRITER_CONCURRENT_RUNS: '500', AIWRITER_MODEL_FIRST_TOKEN_SECONDS: '3600', AIWRITER_MODEL_TOTAL_SECONDS: '7200' },
  });
  await using watcher = startPart<Watcher>('watcher');
  const source = await product.call<{ id: string }>('POST', '/sources', { kind: 'text', title: 'Notes', text });
  await pause(settleMs);
  const idle = await loopDelayOver(product, () => pause(idleSeconds * 1000));
  const starting = await loopDelayOver(product, () => startRuns({ product, watcher, model }, source.id, count));
  let ages: Noted | undefined;
  const writing = await loopDelayOver(product, async () => {
    ages = await noted('product', { model, watcher, server: product });
  });
  const baseline = { name: 'the same server idle', value: idle };
  const loop: Figure[] = [
    { what: `event-loop delay p99 while ${count} runs write`, unit: 'ms', ours: writing, baseline },
    { what: `event-loop delay p99 while ${count} runs begin`, unit: 'ms', ours: starting, baseline },
  ];
  return { ages: ages as Noted, loop };
}

interface Parts {
  product: Product;
  watcher: Asked<Watcher>;
  model: Asked<Model>;
}

/** Resolves when every run has its one section with the model, and somebody watches it. */
async function startRuns({ product, watcher, model }: Parts, sourceId: string, count: number): Promise<void> {
  const brief = { topic: 'Cold brew', words: 300, outline: [{ heading: 'How cold brew tastes' }] };
  const run = { kind: 'write', brief, sources: [sourceId], model: 'openai/scripted' };
  for (let index = 0; index < count; index += 1) {
    const { id } = await product.call<{ id: string }>('POST', '/runs', run);
    const headers = { authorization: `Bearer ${product.key}` };
    await watcher.ask('open', [{ url: `${product.address}/api/v1/runs/${id}/events`, method: 'GET', headers }]);
  }
  while ((await model.ask('waiting')) < count) await pause(250);
}

interface Noted extends Ages {
  cpuMicros: number;
}

async function noted(name: string, parts: { model: Asked<Model>; watcher: Asked<Watcher>; server: Asked<Probe> }): Promise<Noted> {
  const { model, watcher, server } = parts;
  await model.ask('begin', { perWordMs });
  await pause(warmUpMs);
  const [sentBefore, cpuBefore] = [await model.ask('sent'), await server.ask('cpuMicros')];
  const ages = await watcher.ask('note', seconds);
  const [sent, cpu] = [(await model.ask('sent')) - sentBefore, (await server.ask('cpuMicros')) - cpuBefore];
  const found = { ...ages, cpuMicros: cpu / ages.words };
  process.stderr.write(`${name}: ${JSON.stringify({ ...found, sent })}\n`);
  if (!(ages.words > 0)) throw new Error(`No word arrived through ${name}`);
  return found;
}

async function loopDelayOver(product: Product, work: () => Promise<unknown>): Promise<number> {
  await product.ask('watchLoop');
  await work();
  return (await product.ask('loopDelay')).p99;
}
