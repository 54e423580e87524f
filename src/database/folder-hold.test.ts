import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/databases.ts';
import { AppError } from '../shared/errors.ts';
import { openSqliteDatabase } from './dialects/sqlite/open.ts';
import { holdFolder, readHolder } from './folder-hold.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** Root may write everywhere, so it steps down meanwhile. */
function asNobody<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

async function holdInAnotherProcess(folder: string) {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'holding-process.fixture.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the hold on a data folder', () => {
  it('names the process that holds it, and passes on when that process is killed', async () => {
    const folder = temporaryFolder(cleanups);
    const child = await holdInAnotherProcess(folder);
    const error = refusal(() => holdFolder(folder));
    expect(error.code).toBe('locked');
    expect(error.message).toContain(`process ${child.pid}`);
    expect(error.message).toContain('http://127.0.0.1:8080');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const hold = holdFolder(folder);
    expect(readHolder(folder)).toMatchObject({ pid: process.pid, address: null });
    hold.release();
    holdFolder(folder).release();
  });

  it('is had once within a process too', () => {
    const folder = temporaryFolder(cleanups);
    const hold = holdFolder(folder);
    expect(refusal(() => holdFolder(folder)).code).toBe('locked');
    hold.release();
  });

  it('says which folder is missing', () => {
    const error = refusal(() => holdFolder('/nowhere/at/all'));
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('/nowhere/at/all') });
  });

  it('says which folder cannot be written', () => {
    const folder = temporaryFolder(cleanups);
    chmodSync(folder, 0o555);
    expect(asNobody(() => refusal(() => holdFolder(folder)))).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(folder),
    });
  });
});

describe('a database file', () => {
  it('that is damaged is named, with what to do', async () => {
    const file = join(temporaryFolder(cleanups), 'aiwriter.db');
    writeFileSync(file, 'This was a database once. '.repeat(400));
    await expect(openSqliteDatabase({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`The file ${file} is damaged`),
      hint: expect.stringContaining('restore the newest backup'),
    });
  });

  it('in a missing folder is named', async () => {
    await expect(openSqliteDatabase({ file: '/nowhere/at/all/aiwriter.db' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('/nowhere/at/all/aiwriter.db cannot be opened'),
    });
  });
});
