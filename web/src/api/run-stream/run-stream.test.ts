import { describe, expect, it } from 'vitest';
import { afterEvent, emptyProgress, type RunEvent } from './run-progress.ts';
import { readRunStream } from './run-stream.ts';

const events: { id?: number; type: string; data: Record<string, unknown> }[] = [
  { id: 1, type: 'run.status', data: { status: 'running' } },
  { id: 2, type: 'step.started', data: { step: 'section:a', attempt: 1 } },
  { type: 'text.delta', data: { section: 'a', attempt: 1, offset: 0, text: 'Cold ' } },
  { type: 'text.delta', data: { section: 'a', attempt: 1, offset: 5, text: 'brew 🧊' } },
  { id: 4, type: 'checkpoint', data: { eventId: 4 } },
  { type: 'text.delta', data: { section: 'a', attempt: 1, offset: 11, text: ' holds.' } },
  { id: 6, type: 'checkpoint', data: { eventId: 6 } },
  { id: 7, type: 'step.finished', data: { step: 'section:a' } },
  { id: 8, type: 'done', data: { status: 'succeeded' } },
];

const frame = ({ id, type, data }: (typeof events)[number]) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** Answers with what comes after the last event seen, and cuts the connection after so many events each time. */
function cutting(after: number) {
  let connections = 0;
  const answer = async (_url: unknown, init?: RequestInit) => {
    connections += 1;
    const seen = Number(new Headers(init?.headers).get('last-event-id') ?? 0);
    const from = seen === 0 ? 0 : events.findIndex(({ id }) => id === seen) + 1;
    return new Response(
      events
        .slice(from, from + after)
        .map(frame)
        .join(''),
    );
  };
  return { fetch: answer as typeof fetch, count: () => connections };
}

async function read(fetchIt: typeof fetch) {
  const told: RunEvent[] = [];
  const connections: boolean[] = [];
  const parts = { fetch: fetchIt, onEvent: (event: RunEvent) => told.push(event), onConnection: (is: boolean) => connections.push(is) };
  await readRunStream('run_1', { ...parts, signal: new AbortController().signal, firstPauseMs: 0 });
  return { progress: told.reduce(afterEvent, emptyProgress()), connections };
}

describe('the stream of a run', () => {
  it.each([3, 4, 5, 6, 8])('is read to its end without a gap or a repeat when it is cut after each %i events', async (after) => {
    const server = cutting(after);
    const { progress, connections } = await read(server.fetch);
    expect(progress.sections.get('a')?.text).toBe('Cold brew 🧊 holds.');
    expect(progress.status).toBe('succeeded');
    expect(progress.isDone).toBe(true);
    expect(progress.steps).toEqual({ 'section:a': { status: 'succeeded', attempt: 1 } });
    expect(server.count()).toBeGreaterThan(1);
    expect(connections).toContain(false);
  });

  it('is over when the server says that there is nothing more', async () => {
    const { progress } = await read((async () => new Response(null, { status: 204 })) as typeof fetch);
    expect(progress.isDone).toBe(false);
  });

  it('asks again when there was no answer', async () => {
    let tries = 0;
    const { progress } = await read((async () => {
      tries += 1;
      if (tries < 3) throw new TypeError('Failed to fetch');
      return new Response(events.map(frame).join(''));
    }) as typeof fetch);
    expect([tries, progress.isDone]).toEqual([3, true]);
  });
});
