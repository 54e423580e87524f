import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteDatabase } from '../../src/database/dialects/sqlite/open.ts';
import { type Toy, toyProcess } from '../../src/generation/runs/toy-runs.fixture.ts';
import type { Bench, Figure } from './figures.ts';

const runs = 600;
const rounds = 3;
/** As many as one process may be told to play at once. */
const concurrency = 64;

/** Plays runs until none is left. @returns how many a second, and how much CPU time of the process one took, ms */
async function playAll(toy: Toy, count: number): Promise<{ perSecond: number; cpuMs: number }> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const input = { kind: 'write' as const, brief: { topic: 'A topic', type: 'article' as const } };
  await Promise.all(Array.from({ length: count }, async () => ended(toy, (await toy.runs.create(toy.scope, input)).id)));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuMs: (user + system) / 1000 / count };
}

/** To be called as soon as the run is made: its end is told once. */
function ended(toy: Toy, runId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = toy.hub.subscribe(runId, (event) => {
      if (event.type !== 'done') return;
      stop();
      if (event.data.status === 'succeeded') resolve();
      else reject(new Error(`Run ${runId} ended as ${event.data.status}`));
    });
  });
}

/** Durable commits of one row a second, one after the other, with nothing between the program and SQLite. */
function plainCommits(file: string): number {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table plain (id integer primary key, value text)');
  const insert = database.prepare('insert into plain (value) values (?)');
  const started = performance.now();
  let commits = 0;
  for (; performance.now() - started < 1000; commits += 1) insert.run('x'.repeat(200));
  database.close();
  return commits;
}

export const runsPerSecond: Bench = {
  about: `${runs} runs of five steps, three of which stream text, from the request to their last commit; the steps themselves take no time.`,
  async run(): Promise<Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-runs-'));
    const database = await openSqliteDatabase({ file: join(folder, 'aiwriter.db') });
    try {
      const toy = await toyProcess(database, 'bench', {}, { concurrency });
      toy.worker.start();
      await playAll(toy, 100);
      const played = [];
      for (let round = 0; round < rounds; round += 1) played.push(await playAll(toy, runs));
      await toy.worker.stop();
      const best = played.toSorted((left, right) => right.perSecond - left.perSecond)[0] as (typeof played)[number];
      return [
        {
          what: 'durable runs a second',
          unit: '/s',
          ours: best.perSecond,
          baseline: { name: 'plain single-row commits', value: plainCommits(join(folder, 'plain.db')) },
          goal: { of: 'ours', atLeast: 300 },
        },
        { what: 'processor time of a run', unit: 'ms', ours: best.cpuMs },
      ];
    } finally {
      await database.close();
      rmSync(folder, { recursive: true });
    }
  },
};
