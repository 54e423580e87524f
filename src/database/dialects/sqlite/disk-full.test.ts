import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Transaction } from '../../database.ts';
import { openSqliteDatabase } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'aiwriter-full-'));
const mounted = mountTinyDisk();

function mountTinyDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch {
    // Needs root and the right to mount; the suite is shown as skipped.
    return false;
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

function addSetting(trx: Transaction, name: string, size: number): Promise<unknown> {
  return trx
    .insertInto('settings')
    .values({ name, value: 'x'.repeat(size), updated_at: 1 })
    .execute();
}

async function settingNames(database: Database): Promise<string[]> {
  const rows = await database.read.selectFrom('settings').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

/** Takes all the space that is left. */
function fillDisk(): void {
  try {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(8_000_000));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

describe.runIf(mounted)('a full disk', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openSqliteDatabase({ file: join(folder, 'aiwriter.db') });
    return () => database.close();
  });

  it('refuses the transactions it has no room for, keeps those before, and goes on when there is room', async () => {
    await database.transaction((trx) => addSetting(trx, 'before', 10));
    fillDisk();
    const sizes = [10, 300_000, 10];
    const results = await Promise.allSettled(sizes.map((size, index) => database.transaction((trx) => addSetting(trx, `s${index}`, size))));
    expect(results[1]).toMatchObject({
      status: 'rejected',
      reason: { code: 'storage_full', status: 507, hint: expect.stringContaining('Free some space') },
    });
    const acknowledged = results.flatMap((result, index) => (result.status === 'fulfilled' ? [`s${index}`] : []));
    expect(await settingNames(database)).toEqual(['before', ...acknowledged]);
    rmSync(join(folder, 'filler'));
    await database.transaction((trx) => addSetting(trx, 'z', 10));
    expect(await settingNames(database)).toEqual(['before', ...acknowledged, 'z']);
  });
});
