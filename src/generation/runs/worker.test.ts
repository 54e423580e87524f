import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Database } from '../../database/database.ts';
import { streamRunEvents } from './event-stream.ts';
import { gate, type Toy, toyProcess } from './toy-runs.fixture.ts';

const input = { kind: 'write' as const, brief: { topic: 'Batches' } };

async function untilOver(database: Database, { scope, hub }: Toy, runId: string): Promise<void> {
  const key = { workspaceId: scope.workspaceId, runId };
  for await (const event of streamRunEvents({ database, hub }, key, 0, new AbortController().signal)) {
    if (event.type === 'done') return;
  }
}

/** As a process leaves a run that dies while it plays it. */
async function leaveToOthers(database: Database, runId: string): Promise<void> {
  const left = { status: 'running' as const, lease_holder: 'dead', lease_token: 1, lease_expires_at: 0 };
  await database.transaction((trx) => trx.updateTable('runs').set(left).where('id', '=', runId).execute());
}

async function statusOf({ runs, scope }: Toy, runId: string): Promise<string> {
  return (await runs.get(scope, runId)).status;
}

describeEachEngine('a worker that claims several runs at once', (open) => {
  it('plays the others when one cannot be taken over, and hands that one back when it stops', async () => {
    const database = await open();
    const refused: string[] = [];
    const onTakeOver = async ({ id }: { id: string }): Promise<void> => {
      refused.push(id);
      throw new Error('Its open calls cannot be marked');
    };
    const toy = await toyProcess(database, 'a', {}, { onTakeOver });
    const broken = await toy.runs.create(toy.scope, input);
    await leaveToOthers(database, broken.id);
    const others = [await toy.runs.create(toy.scope, input), await toy.runs.create(toy.scope, input)];
    toy.worker.start();
    for (const { id } of others) await untilOver(database, toy, id);
    expect(await statusOf(toy, broken.id)).toBe('running');
    await toy.worker.stop();
    expect(refused).toEqual([broken.id]);
    expect(await statusOf(toy, broken.id)).toBe('queued');
    for (const { id } of others) expect(await statusOf(toy, id)).toBe('succeeded');
  });

  it('hands back what it had claimed and not yet begun when it is stopped, and ends what was cancelled meanwhile', async () => {
    const database = await open();
    const [claimed, slow] = [gate(), gate()];
    const onTakeOver = async (): Promise<void> => {
      claimed.open();
      await slow.opened;
    };
    const toy = await toyProcess(database, 'a', {}, { onTakeOver });
    const [kept, cancelled] = [await toy.runs.create(toy.scope, input), await toy.runs.create(toy.scope, input)];
    for (const { id } of [kept, cancelled]) await leaveToOthers(database, id);
    toy.worker.start();
    await claimed.opened;
    await toy.runs.cancel(toy.scope, cancelled.id);
    const stopped = toy.worker.stop();
    slow.open();
    await stopped;
    expect(toy.played).toEqual([]);
    expect([await statusOf(toy, kept.id), await statusOf(toy, cancelled.id)]).toEqual(['queued', 'cancelled']);
  });
});
