import { expect, it } from 'vitest';
import { sqliteOpener } from '../../../tests/support/databases.ts';
import { applyTextEvent, type SectionTexts, type TextEvent } from '../../shared/text/section-text.ts';
import type { LiveEvent } from './event-hub.ts';
import { streamRunEvents } from './event-stream.ts';
import { type Toy, toyProcess } from './toy-runs.fixture.ts';

const open = sqliteOpener();
const brief = { topic: 'T' };

function textOf(events: readonly LiveEvent[], section: string): string | undefined {
  const texts: SectionTexts = new Map();
  for (const event of events) if (event.type.startsWith('text.')) applyTextEvent(texts, event as unknown as TextEvent);
  return texts.get(section)?.text;
}

it('gives a watcher who comes between a text and its commit the whole text with that commit', async () => {
  const database = await open();
  const seen: LiveEvent[] = [];
  const gate = Promise.withResolvers<void>();
  const watched = Promise.withResolvers<void>();
  const left = new AbortController();
  let watching: Promise<void> | undefined;
  const toy: Toy = await toyProcess(database, 'one', {
    section: async ({ input, text, run }) => {
      const { slug } = input as { slug: string };
      if (slug !== 'one') return { result: '' };
      const live = text(slug);
      live.append('first ');
      watching = watch(run.id);
      live.append('second');
      await gate.promise;
      return { result: 'first second' };
    },
  });
  async function watch(runId: string): Promise<void> {
    for await (const event of streamRunEvents({ database, hub: toy.hub }, { ...toy.scope, runId }, 0, left.signal)) {
      seen.push(event);
      // Whatever commits first makes the text of the other section durable too.
      if (event.type === 'step.finished' && event.data.step === 'section:two') watched.resolve();
      if (event.type === 'done') return;
    }
  }
  toy.worker.start();
  await toy.runs.create(toy.scope, { kind: 'write', brief });
  await watched.promise;
  expect(textOf(seen, 'one')).toBe('first second');
  gate.resolve();
  await toy.worker.stop();
  left.abort();
  await watching;
});

it('forgets what a slow watcher does not take, and gives it all the same', async () => {
  const database = await open();
  const words = Array.from({ length: 5_000 }, (_, at) => `word${at} `);
  const toy = await toyProcess(database, 'one', {
    section: async ({ input, text }) => {
      const { slug } = input as { slug: string };
      const live = text(slug);
      for (const word of words) live.append(word);
      return { result: words.join('') };
    },
  });
  const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
  const stream = streamRunEvents({ database, hub: toy.hub }, { ...toy.scope, runId: run.id }, 0, new AbortController().signal);
  const seen: LiveEvent[] = [];
  const first = stream.next();
  toy.worker.start();
  seen.push((await first).value as LiveEvent);
  // Takes nothing more until the run is over.
  while ((await toy.runs.get(toy.scope, run.id)).status !== 'succeeded') await new Promise((resolve) => setImmediate(resolve));
  for await (const event of stream) seen.push(event);
  expect(seen.length).toBeLessThan(4_000);
  for (const slug of ['one', 'two', 'three']) expect(textOf(seen, slug)).toBe(words.join(''));
  const ids = seen.flatMap(({ id }) => id ?? []);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(seen.filter(({ type }) => type === 'step.finished')).toHaveLength(5);
  await toy.worker.stop();
});
