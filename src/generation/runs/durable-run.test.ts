import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Database } from '../../database/database.ts';
import { AppError } from '../../shared/errors.ts';
import { applyTextEvent, type SectionTexts, type TextEvent } from '../../shared/text/section-text.ts';
import { eventsAfter } from './event.repository.ts';
import type { LiveEvent } from './event-hub.ts';
import { streamRunEvents } from './event-stream.ts';
import { gate, type Toy, type ToyStep, toyProcess } from './toy-runs.fixture.ts';

const brief = { topic: 'Toys' };

async function watch(
  database: Database,
  toy: Toy,
  runId: string,
  after = 0,
  until: (event: LiveEvent) => boolean = () => false,
): Promise<LiveEvent[]> {
  const seen: LiveEvent[] = [];
  const stop = new AbortController();
  for await (const event of streamRunEvents(
    { database, hub: toy.hub },
    { workspaceId: toy.scope.workspaceId, runId },
    after,
    stop.signal,
  )) {
    seen.push(event);
    if (until(event)) stop.abort();
  }
  return seen;
}

function textsOf(events: readonly LiveEvent[]): Record<string, string> {
  const texts: SectionTexts = new Map();
  for (const event of events)
    if (event.type === 'text.delta' || event.type === 'text.reset') applyTextEvent(texts, event as unknown as TextEvent);
  return Object.fromEntries([...texts].map(([section, { text }]) => [section, text]));
}

const finalTexts = { one: 'Text of one, and more.', two: 'Text of two, and more.', three: 'Text of three, and more.' };

/** The claims of a holder run out at once, as they do some time after its process is gone. */
async function expireClaims(database: Database): Promise<void> {
  await database.transaction((trx) =>
    trx.updateTable('runs').set({ lease_expires_at: 0 }).where('lease_expires_at', 'is not', null).execute(),
  );
}

describeEachEngine('a durable run', (open) => {
  it('plays each step once, in order, and keeps every result', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
    toy.worker.start();
    const events = await watch(database, toy, run.id);
    expect(events.at(-1)).toMatchObject({ type: 'done', data: { status: 'succeeded' } });
    expect(toy.played.toSorted()).toEqual(['finish', 'plan', 'section:one', 'section:three', 'section:two']);
    expect(toy.played.at(-1)).toBe('finish');
    const steps = await toy.runs.steps(toy.scope, run.id);
    expect(steps.map(({ name, status }) => [name, status])).toEqual(
      ['plan', 'section:one', 'section:two', 'section:three', 'finish'].map((name) => [name, 'succeeded']),
    );
    expect(steps.at(-1)?.result).toEqual(Object.values(finalTexts));
    await toy.worker.stop();
  });

  it('gives a watcher the same text from every event ID on, live or afterwards', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
    const live = watch(database, toy, run.id);
    toy.worker.start();
    const events = await live;
    expect(textsOf(events)).toEqual(finalTexts);
    const ids = events.flatMap(({ id }) => (id === null ? [] : [id]));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const last = ids.at(-1) as number;
    for (const id of [0, ...ids].filter((each) => each < last)) {
      const before = events.slice(0, events.findIndex((event) => event.id === id) + 1);
      expect(textsOf([...before, ...(await watch(database, toy, run.id, id))]), `resumed from ${id}`).toEqual(finalTexts);
    }
    await toy.worker.stop();
  });

  it('keeps one event a section of its text after its end', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
    toy.worker.start();
    await watch(database, toy, run.id);
    const stored = await eventsAfter(database.read, { workspaceId: toy.scope.workspaceId, runId: run.id }, 0, 100);
    expect(
      stored
        .filter(({ type }) => type === 'text.delta')
        .map(({ data }) => data.text)
        .toSorted(),
    ).toEqual(Object.values(finalTexts).toSorted());
    await toy.worker.stop();
  });

  it('is taken over when its player is gone: no finished step again, its late result refused', async () => {
    const database = await open();
    const stuck = gate();
    const reached = gate();
    const stuckSection: ToyStep = async ({ input, text }) => {
      const { slug } = input as { slug: string };
      if (slug === 'one') return { result: 'first' };
      text(slug).append('half a sen');
      reached.open();
      await stuck.opened;
      return { result: 'late' };
    };
    // One run at a time, so that this process cannot take its own run over.
    const first = await toyProcess(database, 'a', { section: stuckSection }, { concurrency: 1 });
    const run = await first.runs.create(first.scope, { kind: 'write', brief });
    first.worker.start();
    await reached.opened;
    await watch(database, first, run.id, 0, (event) => event.type === 'step.finished' && event.data.step === 'section:one');
    await expireClaims(database);
    const second = await toyProcess(database, 'b');
    second.worker.start();
    const events = await watch(database, second, run.id);
    expect(second.played.toSorted()).toEqual(['finish', 'section:three', 'section:two']);
    expect(textsOf(events)).toEqual({ two: finalTexts.two, three: finalTexts.three });
    stuck.open();
    await first.worker.stop();
    const steps = await second.runs.steps(second.scope, run.id);
    expect(steps.find(({ name }) => name === 'finish')?.result).toEqual(['first', finalTexts.two, finalTexts.three]);
    await second.worker.stop();
  });

  it('waits for a person when a step has begun five times without an end', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
    await database.transaction(async (trx) => {
      await trx
        .updateTable('runs')
        .set({ status: 'running', lease_holder: 'dead', lease_expires_at: 0 })
        .where('id', '=', run.id)
        .execute();
      await trx
        .updateTable('steps')
        .set({ status: 'running', attempt: 5 })
        .where('run_id', '=', run.id)
        .where('name', '=', 'plan')
        .execute();
    });
    toy.worker.start();
    await watch(database, toy, run.id, 0, ({ data }) => data.status === 'waiting');
    expect(await toy.runs.get(toy.scope, run.id)).toMatchObject({ status: 'waiting', waitingFor: 'interrupted' });
    expect(toy.played).toEqual([]);
    await toy.worker.stop();
  });

  it('is handed back by a process that stops, without counting a try', async () => {
    const database = await open();
    const reached = gate();
    const first = await toyProcess(database, 'a', {
      plan: async ({ signal }) => {
        reached.open();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        return { result: null };
      },
    });
    const run = await first.runs.create(first.scope, { kind: 'write', brief });
    first.worker.start();
    await reached.opened;
    await first.worker.stop();
    expect(await first.runs.get(first.scope, run.id)).toMatchObject({ status: 'queued' });
    expect((await first.runs.steps(first.scope, run.id))[0]).toMatchObject({ name: 'plan', status: 'pending', attempt: 0 });
  });

  it('goes on from a failed step when it is tried again', async () => {
    const database = await open();
    let failures = 1;
    const toy = await toyProcess(database, 'a', {
      finish: async () => {
        if (failures-- > 0) throw new AppError('upstream_failed', 'The service is away', { hint: 'Try again later.' });
        return { result: 'done' };
      },
    });
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief });
    toy.worker.start();
    await watch(database, toy, run.id);
    expect(await toy.runs.get(toy.scope, run.id)).toMatchObject({
      status: 'failed',
      error: { code: 'upstream_failed', hint: 'Try again later.' },
    });
    await toy.runs.retry(toy.scope, run.id);
    const events = await watch(database, toy, run.id);
    expect(events.at(-1)?.data).toMatchObject({ status: 'succeeded' });
    expect(toy.played.filter((name) => name === 'plan')).toHaveLength(1);
    expect(toy.played.filter((name) => name === 'finish')).toHaveLength(2);
    await toy.worker.stop();
  });

  it('is cancelled while it waits in the queue and while it is played', async () => {
    const database = await open();
    const reached = gate();
    const toy = await toyProcess(database, 'a', {
      section: async ({ signal }) => {
        reached.open();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        return { result: null };
      },
    });
    const queued = await toy.runs.create(toy.scope, { kind: 'write', brief });
    await toy.runs.cancel(toy.scope, queued.id);
    expect(await toy.runs.get(toy.scope, queued.id)).toMatchObject({ status: 'cancelled' });
    const played = await toy.runs.create(toy.scope, { kind: 'write', brief });
    toy.worker.start();
    await reached.opened;
    await toy.runs.cancel(toy.scope, played.id);
    const events = await watch(database, toy, played.id);
    expect(events.at(-1)).toMatchObject({ type: 'done', data: { status: 'cancelled' } });
    expect(await toy.runs.get(toy.scope, played.id)).toMatchObject({ status: 'cancelled' });
    await expect(toy.runs.cancel(toy.scope, played.id)).rejects.toMatchObject({ code: 'conflict' });
    await toy.worker.stop();
  });

  it('stops at its budget, keeps what is finished, and goes on with more', async () => {
    const database = await open();
    let isRich = false;
    const toy = await toyProcess(database, 'a', {
      finish: async () => {
        if (!isRich) throw new AppError('budget_exceeded', 'The next call could cost $0.02, $0.01 is left');
        return { result: 'done' };
      },
    });
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief, budgetUsd: 0.05 });
    toy.worker.start();
    await watch(database, toy, run.id, 0, ({ data }) => data.status === 'waiting');
    expect(await toy.runs.get(toy.scope, run.id)).toMatchObject({ status: 'waiting', waitingFor: 'budget', budgetMicros: 50_000 });
    isRich = true;
    await toy.runs.retry(toy.scope, run.id, { budgetUsd: 1 });
    const events = await watch(database, toy, run.id);
    expect(events.at(-1)?.data).toMatchObject({ status: 'succeeded' });
    expect(toy.played.filter((name) => name.startsWith('section'))).toHaveLength(3);
    await toy.worker.stop();
  });

  it('is claimed by one of many workers only', async () => {
    const database = await open();
    const toys = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => toyProcess(database, holder)));
    const [one] = toys as [Toy, ...Toy[]];
    const runs = await Promise.all(Array.from({ length: 12 }, () => one.runs.create(one.scope, { kind: 'write', brief })));
    // Only the database says who has a run; where the process's clock decides there is one process, so one worker plays.
    for (const toy of database.traits.leaseClock === 'database' ? toys : [one]) toy.worker.start();
    for (const run of runs) expect((await watch(database, one, run.id)).at(-1)?.data).toMatchObject({ status: 'succeeded' });
    expect(toys.flatMap(({ played }) => played).filter((name) => name === 'finish')).toHaveLength(runs.length);
    for (const toy of toys) await toy.worker.stop();
  });
});
