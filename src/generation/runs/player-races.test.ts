import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Database } from '../../database/database.ts';
import { systemClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { claimRuns, fence } from './claim.repository.ts';
import { appendEvents, collapseText, eventsAfter } from './event.repository.ts';
import { EventHub, type LiveEvent } from './event-hub.ts';
import { EventJournal } from './event-journal.ts';
import { streamRunEvents } from './event-stream.ts';
import { type StepOutcome, StepWaits } from './step.ts';
import { gate, type Toy, type ToyStep, toyProcess } from './toy-runs.fixture.ts';

const input = { kind: 'write' as const, brief: { topic: 'Races' } };
const isOver = ({ type, data }: LiveEvent) => type === 'done' || data.status === 'waiting';

/** Watches until the run is over or waits. */
async function ended(database: Database, { scope, hub }: Toy, runId: string): Promise<LiveEvent> {
  const stop = new AbortController();
  for await (const event of streamRunEvents({ database, hub }, { workspaceId: scope.workspaceId, runId }, 0, stop.signal)) {
    if (isOver(event)) return event;
  }
  throw new Error('The stream ended before the run');
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Plays until the signal, then ends as told. */
async function atAbort(signal: AbortSignal): Promise<void> {
  await untilAborted(signal).catch(() => undefined);
}

describeEachEngine('a run that is played while something else happens', (open) => {
  it('shows the text of the second process only, when the first was stopped in the middle of a section', async () => {
    const database = await open();
    const reached = gate();
    const first = await toyProcess(database, 'a', {
      section: async ({ text, input: item, signal }) => {
        text((item as { slug: string }).slug).append('A beginning that is longer than what the other process writes in the end');
        reached.open();
        return untilAborted(signal);
      },
    });
    const run = await first.runs.create(first.scope, input);
    first.worker.start();
    await reached.opened;
    await first.worker.stop();
    const second = await toyProcess(database, 'b');
    second.worker.start();
    await ended(database, second, run.id);
    const stored = await eventsAfter(database.read, { workspaceId: second.scope.workspaceId, runId: run.id }, 0, 100);
    const texts = stored.filter(({ type }) => type === 'text.delta').map(({ data }) => data.text as string);
    expect(texts.toSorted()).toEqual(['Text of one, and more.', 'Text of three, and more.', 'Text of two, and more.']);
    await second.worker.stop();
  });

  it('is cancelled, and does not wait for ever, when its end was asked for just before it began to wait', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a', {
      plan: async ({ run, signal }) => {
        await database.transaction((trx) => trx.updateTable('runs').set({ cancel_requested: 1 }).where('id', '=', run.id).execute());
        signal.throwIfAborted();
        throw new StepWaits('outline', 'The outline waits');
      },
    });
    const run = await toy.runs.create(toy.scope, input);
    toy.worker.start();
    expect(await ended(database, toy, run.id)).toMatchObject({ type: 'done', data: { status: 'cancelled' } });
    await toy.worker.stop();
  });

  it('fails with the reason, after one try, when its result cannot be kept', async () => {
    const database = await open();
    const commit = async () => {
      throw new AppError('not_found', 'The document is gone', { hint: 'Ask for another.' });
    };
    const toy = await toyProcess(database, 'a', { finish: async () => ({ result: 'paid for', commit }) });
    const run = await toy.runs.create(toy.scope, input);
    toy.worker.start();
    expect(await ended(database, toy, run.id)).toMatchObject({ data: { status: 'failed', error: { detail: 'The document is gone' } } });
    expect(toy.played.filter((name) => name === 'finish')).toHaveLength(1);
    expect((await toy.runs.steps(toy.scope, run.id)).at(-1)).toMatchObject({ name: 'finish', status: 'failed' });
    await toy.worker.stop();
  });

  it('keeps a section that was finished when its sibling failed, and pays for it no second time', async () => {
    const database = await open();
    const running = gate();
    let isBroken = true;
    const section: ToyStep = async ({ input: item, signal }) => {
      const { slug } = item as { slug: string };
      if (isBroken && slug === 'two') {
        await running.opened;
        throw new AppError('upstream_failed', 'The model is away');
      }
      if (isBroken && slug === 'one') {
        running.open();
        await atAbort(signal);
      }
      return { result: `Finished ${slug}` };
    };
    const toy = await toyProcess(database, 'a', { section });
    const run = await toy.runs.create(toy.scope, input);
    toy.worker.start();
    expect((await ended(database, toy, run.id)).data).toMatchObject({ status: 'failed' });
    isBroken = false;
    await toy.runs.retry(toy.scope, run.id);
    expect((await ended(database, toy, run.id)).data).toMatchObject({ status: 'succeeded' });
    expect(toy.played.filter((name) => name === 'section:one')).toHaveLength(1);
    await toy.worker.stop();
  });

  it('keeps the step that was finished while the process stops', async () => {
    const database = await open();
    const reached = gate();
    const plan: ToyStep = async ({ signal }): Promise<StepOutcome<unknown>> => {
      reached.open();
      await atAbort(signal);
      return { result: 'planned', items: [{ slug: 'one', input: { slug: 'one' } }] };
    };
    const toy = await toyProcess(database, 'a', { plan });
    const run = await toy.runs.create(toy.scope, input);
    toy.worker.start();
    await reached.opened;
    await toy.worker.stop();
    expect(await toy.runs.get(toy.scope, run.id)).toMatchObject({ status: 'queued' });
    expect((await toy.runs.steps(toy.scope, run.id)).map(({ name, status }) => [name, status])).toEqual([
      ['plan', 'succeeded'],
      ['section:one', 'pending'],
      ['finish', 'pending'],
    ]);
  });

  it('hears in the middle of its text that another process asked for its end', async () => {
    const database = await open();
    const reached = gate();
    const plan: ToyStep = async ({ text, signal }) => {
      const live = text('plan');
      reached.open();
      const typing = setInterval(() => live.append('word '), 5);
      await atAbort(signal);
      clearInterval(typing);
      throw signal.reason;
    };
    const toy = await toyProcess(database, 'a', { plan });
    const elsewhere = await toyProcess(database, 'b');
    const run = await toy.runs.create(toy.scope, input);
    toy.worker.start();
    await reached.opened;
    await elsewhere.runs.cancel(elsewhere.scope, run.id);
    expect(await ended(database, toy, run.id)).toMatchObject({ data: { status: 'cancelled' } });
    await toy.worker.stop();
  });

  it('numbers its text in the order in which it was written, however slow a commit is', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    const run = await toy.runs.create(toy.scope, input);
    const [claimed] = await claimRuns(database, 'a', 1);
    if (claimed === undefined) throw new Error('Nothing to claim');
    const key = { workspaceId: toy.scope.workspaceId, runId: run.id };
    const begun = gate();
    const slow = gate();
    const slowly: Database = {
      ...{ traits: database.traits, read: database.read, close: () => database.close() },
      transaction: async (work) => {
        begun.open();
        await slow.opened;
        return database.transaction(work);
      },
    };
    const journal = new EventJournal(slowly, new EventHub(), systemClock);
    const player = { lost: () => {}, cancel: () => {} };
    const delta = (offset: number, text: string) => ({ type: 'text.delta' as const, data: { section: 'one', attempt: 1, offset, text } });
    journal.append(claimed.claim, delta(0, 'first '), player);
    await begun.opened;
    journal.append(claimed.claim, delta(6, 'second '), player);
    const committed = journal.alone(claimed.claim, (text) =>
      database.transaction(async (trx) => {
        await fence(trx, claimed.claim, 0);
        return appendEvents(trx, key, [...text, { type: 'step.finished', data: {} }], 1);
      }),
    );
    journal.append(claimed.claim, delta(13, 'third'), player);
    // Longer than the journal waits before it commits: what came since must wait for the commit that was asked for before it.
    const patience = gate();
    setTimeout(patience.open, 60);
    await patience.opened;
    slow.open();
    await committed;
    const stored = await eventsAfter(database.read, key, 0, 10);
    expect(stored.map(({ data }) => data.text ?? 'finished')).toEqual(['first ', 'second third', 'finished']);
    expect((await database.transaction((trx) => collapseText(trx, run.id)))[0]?.data.text).toBe('first second third');
  });
});

describeEachEngine('a step that is played again', (open) => {
  it('asks a person again for what hung on the earlier result, and keeps what it was made for', async () => {
    const database = await open();
    const heard: unknown[] = [];
    const toy = await toyProcess(database, 'a', {
      finish: async ({ input: said }) => {
        heard.push(said);
        throw new AppError('upstream_failed', 'Not yet');
      },
    });
    const run = await toy.runs.create(toy.scope, input);
    await database.transaction((trx) =>
      trx.updateTable('steps').set({ input: '{"outline":null}' }).where('run_id', '=', run.id).where('name', '=', 'finish').execute(),
    );
    toy.worker.start();
    await ended(database, toy, run.id);
    await toy.runs.retry(toy.scope, run.id);
    await ended(database, toy, run.id);
    await toy.runs.retry(toy.scope, run.id, { step: 'section:one' });
    await ended(database, toy, run.id);
    expect(heard).toEqual([{ outline: null }, { outline: null }, null]);
    expect((await toy.runs.steps(toy.scope, run.id)).find(({ name }) => name === 'section:one')).toMatchObject({ input: { slug: 'one' } });
    await toy.worker.stop();
  });
});
