import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import { systemClock } from '../../shared/clock.ts';
import { claimRuns, renewClaims } from './claim.repository.ts';
import { EventHub } from './event-hub.ts';
import { EventJournal } from './event-journal.ts';
import { toyProcess } from './toy-runs.fixture.ts';

const runCount = 40;
const rounds = 10;

describeEachEngine('the journal of many runs', (open) => {
  it('writes their text while their claims are renewed, in whatever order it comes', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    for (let made = 0; made < runCount; made += 1) await toy.runs.create(toy.scope, { kind: 'write', brief: { topic: 'Text' } });
    const claims = (await claimRuns(database, 'a', runCount)).map(({ claim }) => claim);
    const failures: unknown[] = [];
    const hub = new EventHub();
    const journal = new EventJournal(database, hub, systemClock);
    const player = { lost: (failure?: unknown) => void failures.push(failure), cancel: () => {} };
    for (let round = 0; round < rounds; round += 1) {
      const written = Promise.all(claims.map(({ runId }) => nextCheckpoint(hub, runId)));
      for (const claim of round % 2 === 0 ? claims : claims.toReversed()) {
        journal.append(claim, { type: 'text.delta', data: { section: 'one', attempt: 1, offset: round, text: 'x' } }, player);
      }
      while (failures.length === 0 && (await isPending(written))) await renewClaims(database, 'a');
    }
    expect(failures).toEqual([]);
  });
});

function nextCheckpoint(hub: EventHub, runId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = hub.subscribe(runId, ({ type }) => {
      if (type !== 'checkpoint') return;
      stop();
      resolve();
    });
  });
}

async function isPending(work: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([work, Promise.resolve(pending)])) === pending;
}
