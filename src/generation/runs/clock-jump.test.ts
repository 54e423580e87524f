import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Clock } from '../../shared/clock.ts';
import { streamRunEvents } from './event-stream.ts';
import { toyProcess } from './toy-runs.fixture.ts';

const hour = 3_600_000;

/** A machine whose clock is set back an hour, then forward two, again and again. */
function jumpingClock(): Clock {
  let reads = 0;
  return {
    now: () => Date.now() + ([0, -hour, hour, -3 * hour][reads++ % 4] ?? 0),
    monotonic: () => performance.now(),
  };
}

describeEachEngine('a clock that jumps', (open) => {
  it('neither stops a run, plays a step twice, nor changes the order of its events', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a', {}, { clock: jumpingClock() });
    const run = await toy.runs.create(toy.scope, { kind: 'write', brief: { topic: 'Time' } });
    toy.worker.start();
    const key = { workspaceId: toy.scope.workspaceId, runId: run.id };
    const seen: string[] = [];
    for await (const event of streamRunEvents({ database, hub: toy.hub }, key, 0, new AbortController().signal)) {
      if (event.type.startsWith('step.')) seen.push(`${event.type} ${event.data.step}`);
    }
    expect(toy.played.toSorted()).toEqual(['finish', 'plan', 'section:one', 'section:three', 'section:two']);
    expect(seen[0]).toBe('step.started plan');
    expect(seen.at(-1)).toBe('step.finished finish');
    for (const step of toy.played) expect(seen.indexOf(`step.started ${step}`)).toBeLessThan(seen.indexOf(`step.finished ${step}`));
    await toy.worker.stop();
  });
});
