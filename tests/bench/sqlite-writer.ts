import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../src/database/database.ts';
import { openSqliteDatabase } from '../../src/database/dialects/sqlite/open.ts';

/**
 * Decision record 1 in figures: durable transactions a second and the delay of the event loop, with writes on the main thread and
 * in the writer thread. The argument is the folder to measure in, because the disk decides: `sqlite-writer.ts FOLDER`.
 */
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'aiwriter-bench-'));
const seconds = 2;
const payload = 'x'.repeat(500);

interface Figures {
  'transactions/s': number;
  'loop delay p99 ms': number;
  'loop delay max ms': number;
}

/** Runs writers that each write one transaction after the other, while the event loop is watched. */
async function measure(writers: number, write: (name: string) => Promise<void>): Promise<Figures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const end = performance.now() + seconds * 1000;
  let done = 0;
  delay.enable();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let index = 0; performance.now() < end; index += 1) {
        await write(`${writers}-${writer}-${index}`);
        done += 1;
      }
    }),
  );
  delay.disable();
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    'transactions/s': Math.round(done / ((performance.now() - started) / 1000)),
    // The monitor's own timer waits a millisecond.
    'loop delay p99 ms': round(delay.percentile(99) / 1e6 - 1),
    'loop delay max ms': round(delay.max / 1e6 - 1),
  };
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

const file = join(folder, 'aiwriter.db');
const database = await openSqliteDatabase({ file });
const results: Record<string, Figures> = {};
for (const writers of [1, 10, 100]) results[`writer thread, ${writers} at once`] = await measure(writers, writeWith(database));
await database.close();
const main = writeOnMainThread(file);
for (const writers of [1, 10, 100]) results[`main thread, ${writers} at once`] = await measure(writers, main.write);
main.close();
rmSync(folder, { recursive: true });
console.table(results);
