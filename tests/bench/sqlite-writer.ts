import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../src/database/database.ts';
import { openSqliteDatabase } from '../../src/database/dialects/sqlite/open.ts';
import type { Bench, Figure } from './figures.ts';

const seconds = 2;
const payload = 'x'.repeat(500);

interface Measured {
  perSecond: number;
  delayP99: number;
}

/** Decision record 1 in figures. */
export const sqliteWriter: Bench = {
  about:
    `Durable transactions of one row of 500 bytes for ${seconds} s, by 1, 10 and 100 writers at once, and the event loop's delay meanwhile: in the ` +
    'writer thread, against one connection on the main thread. The disk of TMPDIR decides.',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-writer-'));
    try {
      const file = join(folder, 'aiwriter.db');
      const database = await openSqliteDatabase({ file });
      const thread = await measureAll(writeWith(database));
      await database.close();
      const main = writeOnMainThread(file);
      const plain = await measureAll(main.write);
      main.close();
      return [1, 10, 100].flatMap((writers, index) => figuresOf(writers, thread[index] as Measured, plain[index] as Measured));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function figuresOf(writers: number, ours: Measured, plain: Measured): Figure[] {
  const name = 'main thread';
  const at = writers === 1 ? '1 writer' : `${writers} writers`;
  return [
    { what: `transactions a second, ${at}`, unit: '/s', ours: ours.perSecond, baseline: { name, value: plain.perSecond } },
    { what: `event-loop delay p99, ${at}`, unit: 'ms', ours: ours.delayP99, baseline: { name, value: plain.delayP99 } },
  ];
}

async function measureAll(write: (name: string) => Promise<void>): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const writers of [1, 10, 100]) measured.push(await measure(writers, write));
  return measured;
}

/** Runs writers that each write one transaction after the other, while the event loop is watched. */
async function measure(writers: number, write: (name: string) => Promise<void>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const started = performance.now();
  const end = started + seconds * 1000;
  let done = 0;
  delay.enable();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let index = 0; performance.now() < end; index += 1) {
        await write(`${writers}-${writer}-${index}`);
        done += 1;
      }
    }),
  );
  delay.disable();
  // The monitor's own timer waits a millisecond.
  return { perSecond: done / ((performance.now() - started) / 1000), delayP99: Math.max(0, delay.percentile(99) / 1e6 - 1) };
}

function writeWith(database: Database): (name: string) => Promise<void> {
  return (name) =>
    database.transaction(async (trx) => {
      await trx.insertInto('settings').values({ name, value: payload, updated_at: 1 }).execute();
    });
}

/** What the writer thread replaces: one connection on the main thread, each transaction with its own COMMIT. */
function writeOnMainThread(file: string): { write: (name: string) => Promise<void>; close: () => void } {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  const insert = database.prepare('insert into settings (name, value, updated_at) values (?, ?, 1)');
  return {
    async write(name) {
      // As with a driver that is asynchronous in form only: other work gets its turn between transactions.
      await new Promise(setImmediate);
      database.exec('begin immediate');
      insert.run(`main-${name}`, payload);
      database.exec('commit');
    },
    close: () => database.close(),
  };
}
