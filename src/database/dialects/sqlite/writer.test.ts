import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/databases.ts';
import type { Database, Transaction } from '../../database.ts';
import { together } from '../../together.ts';
import { openSqliteDatabase, type SqliteOptions } from './open.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(file: string, options: Partial<SqliteOptions> = {}): Promise<Database> {
  const database = await openSqliteDatabase({ file, ...options });
  cleanups.push(() => database.close());
  return database;
}

function newFile(): string {
  return join(temporaryFolder(cleanups), 'aiwriter.db');
}

function addSetting(trx: Transaction, name: string): Promise<unknown> {
  return trx.insertInto('settings').values({ name, value: '1', updated_at: 1 }).execute();
}

async function settingNames(database: Database): Promise<string[]> {
  const rows = await database.read.selectFrom('settings').select('name').execute();
  return rows.map((row) => row.name);
}

/** COMMITs in the write-ahead log: frames whose header gives the size of the database after them. */
function physicalCommits(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const frameSize = 24 + log.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + frameSize <= log.length; frame += frameSize) if (log.readUInt32BE(frame + 4) !== 0) commits += 1;
  return commits;
}

describe('the writer thread', () => {
  it('commits transactions that wait together at once, each visible when its promise resolves', async () => {
    const file = newFile();
    const database = await open(file);
    await database.transaction((trx) => addSetting(trx, 'first'));
    const before = physicalCommits(file);
    const other = new DatabaseSync(file, { readOnly: true });
    const seen = other.prepare('select 1 from settings where name = ?');
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        await database.transaction((trx) => addSetting(trx, `s${index}`));
        expect(seen.get(`s${index}`)).toBeDefined();
      }),
    );
    other.close();
    expect(physicalCommits(file) - before).toBeLessThan(20);
    expect(await settingNames(database)).toHaveLength(101);
  });

  it('takes statements that are asked for together in one message, and plays them in order', async () => {
    const database = await open(newFile());
    const sent = vi.spyOn(Worker.prototype, 'postMessage');
    try {
      await database.transaction((trx) => together(['b', 'a', 'c'].map((name) => addSetting(trx, name))));
      // The statements, and the commit.
      expect(sent).toHaveBeenCalledTimes(2);
    } finally {
      sent.mockRestore();
    }
    const rows = await database.read.selectFrom('settings').select('name').orderBy(sql`rowid`).execute();
    expect(rows.map((row) => row.name)).toEqual(['b', 'a', 'c']);
  });

  it('keeps what a group shares when one of it fails in the middle', async () => {
    const database = await open(newFile());
    const [first, failing, last] = await Promise.allSettled([
      database.transaction((trx) => addSetting(trx, 'a')),
      database.transaction(async (trx) => {
        await addSetting(trx, 'b');
        await addSetting(trx, 'a');
      }),
      database.transaction(async (trx) => {
        expect(await trx.selectFrom('settings').select('name').execute()).toEqual([{ name: 'a' }]);
        await addSetting(trx, 'c');
      }),
    ]);
    expect([first.status, failing.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await settingNames(database)).sort()).toEqual(['a', 'c']);
  });

  it.each([
    ['waited for together', together],
    ['of which the first failure is heard', (statements: Promise<unknown>[]) => Promise.all(statements)],
  ])('undoes all statements %s when one in the middle fails, and nothing of others', async (_name, all) => {
    const database = await open(newFile());
    const outcomes = await Promise.allSettled([
      database.transaction((trx) => addSetting(trx, 'a')),
      database.transaction((trx) => all(['b', 'a', 'c', 'd'].map((name) => addSetting(trx, name)))),
      database.transaction((trx) => all(['e', 'f'].map((name) => addSetting(trx, name)))),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringMatching(/unique/i) } });
    expect((await settingNames(database)).sort()).toEqual(['a', 'e', 'f']);
  });

  it('commits nothing of statements that came with one that could not begin', async () => {
    const file = newFile();
    const database = await open(file, { busyTimeoutMs: 20 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    const work = database.transaction((trx) => together(['a', 'b'].map((name) => addSetting(trx, name))));
    await expect(work).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Another program holds the database'),
    });
    other.exec('rollback');
    other.close();
    await database.transaction((trx) => addSetting(trx, 'c'));
    expect(await settingNames(database)).toEqual(['c']);
  });

  it('never keeps a reader waiting while a transaction is open', async () => {
    const database = await open(newFile());
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const writing = database.transaction(async (trx) => {
      await addSetting(trx, 'a');
      started.resolve();
      await finish.promise;
    });
    await started.promise;
    expect(await settingNames(database)).toEqual([]);
    finish.resolve();
    await writing;
    expect(await settingNames(database)).toEqual(['a']);
  });

  it('says so when another program holds the file, and goes on afterwards', async () => {
    const file = newFile();
    const database = await open(file, { busyTimeoutMs: 20 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    const results = await Promise.allSettled(['a', 'b'].map((name) => database.transaction((trx) => addSetting(trx, name))));
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'unavailable', message: expect.stringContaining('Another program holds the database') } },
      { status: 'rejected', reason: { code: 'unavailable' } },
    ]);
    other.exec('rollback');
    other.close();
    await database.transaction((trx) => addSetting(trx, 'c'));
    expect(await settingNames(database)).toEqual(['c']);
  });

  it('loses no acknowledged transaction when the process is killed', async () => {
    const file = newFile();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writing-process.fixture.ts'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === 200) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const kept = new Set(await settingNames(await open(file)));
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
  });
});
