import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Database } from '../../database/database.ts';
import { streamRunEvents } from './event-stream.ts';
import type { StepGraph } from './graph.ts';
import { StepWaits } from './step.ts';
import { type Toy, toyGraph, toyProcess } from './toy-runs.fixture.ts';

const input = { kind: 'write' as const, brief: { topic: 'Versions' } };

/** As `toyGraph`, with a step more that the older one does not have. */
const newGraph: StepGraph = {
  version: 2,
  entries: [...toyGraph.entries, { step: 'polish', after: ['finish'] }],
};
const polish = async () => ({ result: 'polished' });

async function untilItStops(database: Database, { scope, hub }: Toy, runId: string): Promise<void> {
  const key = { workspaceId: scope.workspaceId, runId };
  for await (const { type, data } of streamRunEvents({ database, hub }, key, 0, new AbortController().signal)) {
    if (type === 'done' || data.status === 'waiting') return;
  }
}

describeEachEngine('a run that was begun with another version of its step graph', (open) => {
  it('is finished with the version it was begun with, beside new runs', async () => {
    const database = await open();
    const older = await toyProcess(database, 'a', {
      finish: async () => {
        throw new StepWaits('outline', 'Somebody must look at it first');
      },
    });
    const run = await older.runs.create(older.scope, input);
    older.worker.start();
    await untilItStops(database, older, run.id);
    await older.worker.stop();
    const newer = await toyProcess(database, 'b', { polish }, { graphs: [newGraph, toyGraph] });
    newer.worker.start();
    await newer.runs.retry(newer.scope, run.id);
    await untilItStops(database, newer, run.id);
    const begunNow = await newer.runs.create(newer.scope, input);
    await untilItStops(database, newer, begunNow.id);
    await newer.worker.stop();
    const lastStep = async (id: string) => (await newer.runs.steps(newer.scope, id)).at(-1);
    expect(await lastStep(run.id)).toMatchObject({ name: 'finish', status: 'succeeded' });
    expect(await lastStep(begunNow.id)).toMatchObject({ name: 'polish', status: 'succeeded' });
  });

  it('waits, says why and keeps what is finished when this program does not know the version', async () => {
    const database = await open();
    const newer = await toyProcess(database, 'a', { polish }, { graphs: [newGraph] });
    const run = await newer.runs.create(newer.scope, input);
    const older = await toyProcess(database, 'b');
    older.worker.start();
    await untilItStops(database, older, run.id);
    const error = { code: 'version_refused', detail: expect.stringContaining('version 2 of the steps of write') };
    expect(await older.runs.get(older.scope, run.id)).toMatchObject({ status: 'waiting', waitingFor: 'interrupted', error });
    await expect(older.runs.retry(older.scope, run.id, { step: 'plan' })).rejects.toMatchObject({ code: 'version_refused' });
    expect(older.played).toEqual([]);
    await older.worker.stop();
    await newer.runs.retry(newer.scope, run.id);
    newer.worker.start();
    await untilItStops(database, newer, run.id);
    expect(await newer.runs.get(newer.scope, run.id)).toMatchObject({ status: 'succeeded', error: null });
    await newer.worker.stop();
  });
});
