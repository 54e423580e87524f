import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dumpFolder } from '../support/folder-dump.ts';
import { dumpInstallation } from '../support/installation-state.ts';
import { type Finished, type ProgramOptions, runProgram, serveProduct, temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const timeout = 120_000;
const isRoot = process.getuid?.() === 0;

/** A data folder with one source in it, at rest. */
async function usedFolder(): Promise<string> {
  const dataDir = join(temporaryFolder(), 'data');
  const { code, stderr } = await runProgram(['source', 'add', sourceFilePath('recipe.md')], { dataDir });
  expect(code, stderr).toBe(0);
  return dataDir;
}

async function refused(args: readonly string[], options: ProgramOptions): Promise<{ ended: Finished; code: string; words: string }> {
  const ended = await runProgram([...args, '--json'], options);
  const { error } = JSON.parse(ended.stdout) as { error: { code: string; detail: string; hint: string | null } };
  const words = `${error.detail} ${error.hint}`;
  expect(ended.stderr).toContain(error.detail);
  expect(error.hint, words).toEqual(expect.stringMatching(/\S/));
  return { ended, code: error.code, words };
}

const serve = ['serve', '--port', '0'];

describe('a data folder that cannot be used is left as it is, and the refusal says why', () => {
  it(
    'from a newer version',
    async () => {
      const dataDir = await usedFolder();
      change(dataDir, 'update schema_version set version = 999, oldest_program = 999');
      const before = dumpFolder(dataDir);
      const { ended, code, words } = await refused(serve, { dataDir });
      expect({ exit: ended.code, code }, words).toEqual({ exit: 3, code: 'version_refused' });
      expect(words).toMatch(/999/);
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it(
    'with the files of another installation, or without its own',
    async () => {
      const [dataDir, other] = [await usedFolder(), await usedFolder()];
      const before = dumpFolder(dataDir);
      const blobs = `file:${join(other, 'blobs')}`;
      const foreign = await refused(serve, { dataDir, env: { AIWRITER_BLOBS_URL: blobs } });
      expect({ exit: foreign.ended.code, code: foreign.code }, foreign.words).toEqual({ exit: 3, code: 'conflict' });
      const lost = await refused(serve, { dataDir, env: { AIWRITER_BLOBS_URL: `file:${temporaryFolder()}` } });
      expect({ exit: lost.ended.code, code: lost.code }, lost.words).toEqual({ exit: 3, code: 'conflict' });
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it(
    'whose database is lost or empty, though its files are there',
    async () => {
      const dataDir = await usedFolder();
      const file = join(dataDir, 'aiwriter.db');
      for (const lose of [() => rmSync(file), () => writeFileSync(file, '')]) {
        lose();
        const before = dumpFolder(dataDir);
        const { ended, words } = await refused(serve, { dataDir });
        expect(ended.code, words).toBe(3);
        expect(words).toMatch(/missing or empty, but .* holds files of installation ins_/);
        expect(dumpFolder(dataDir)).toEqual(before);
      }
    },
    timeout,
  );

  it(
    'with the key of another installation, a broken one, or one everybody may read',
    async () => {
      const [dataDir, other] = [await usedFolder(), await usedFolder()];
      const before = dumpFolder(dataDir);
      const wrong = await refused(serve, { dataDir, env: { AIWRITER_KEY_FILE: join(other, 'key') } });
      expect([2, 3], wrong.words).toContain(wrong.ended.code);
      expect(wrong.words).toMatch(/key/);
      const broken = join(temporaryFolder(), 'key');
      writeFileSync(broken, 'not a key\n', { mode: 0o600 });
      expect((await refused(serve, { dataDir, env: { AIWRITER_KEY_FILE: broken } })).ended.code).toBe(2);
      chmodSync(join(other, 'key'), 0o644);
      expect((await refused(serve, { dataDir, env: { AIWRITER_KEY_FILE: join(other, 'key') } })).ended.code).toBe(2);
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it(
    'with a damaged database',
    async () => {
      const dataDir = await usedFolder();
      writeFileSync(join(dataDir, 'aiwriter.db'), randomBytes(50_000));
      const before = dumpFolder(dataDir);
      const { ended, words } = await refused(serve, { dataDir });
      expect([2, 3], words).toContain(ended.code);
      expect(words).toMatch(/damaged/);
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it(
    'that is a file',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      writeFileSync(dataDir, 'a file');
      const { ended, words } = await refused(serve, { dataDir });
      expect([2, 3], words).toContain(ended.code);
      expect(words).toMatch(/file/);
      expect(dumpFolder(dataDir)).toEqual({ '': expect.any(String) });
    },
    timeout,
  );

  it.runIf(isRoot)(
    'that this user may not write',
    async () => {
      const dataDir = await usedFolder();
      chmodSync(dataDir, 0o555);
      const before = dumpFolder(dataDir);
      const { ended, words } = await refused(serve, { dataDir, isUnprivileged: true });
      expect([2, 3], words).toContain(ended.code);
      expect(words).toMatch(/writ/);
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it.runIf(isRoot)(
    'on a disk that is mounted read-only',
    async () => {
      const used = await usedFolder();
      const disk = mountedDisk('8m');
      const dataDir = join(disk, 'data');
      cpSync(used, dataDir, { recursive: true });
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      for (const args of [serve, ['source', 'list'], ['config', 'init'], ['source', 'list', '--data-dir', join(disk, 'new')]]) {
        const { ended, words } = await refused(args, { dataDir });
        expect(ended.code, words).toBe(3);
        expect(words).toMatch(/cannot be (written|made)/);
      }
    },
    timeout,
  );

  it.runIf(isRoot)(
    'on a full disk',
    async () => {
      const used = await usedFolder();
      const disk = mountedDisk('4m');
      const dataDir = join(disk, 'data');
      cpSync(used, dataDir, { recursive: true });
      fill(disk);
      const before = dumpFolder(dataDir);
      const { words, code } = await refused(['research', 'Coffee', '--source', sourceFilePath('notes.pdf')], { dataDir });
      expect(code, words).toBe('storage_full');
      expect(withoutJournal(dumpFolder(dataDir))).toEqual(withoutJournal(before));
    },
    timeout,
  );
});

describe('what stands in the way of a start', () => {
  it(
    'a port in use is named, and the folder let go',
    async () => {
      const blocker = createServer().listen(0, '127.0.0.1');
      await once(blocker, 'listening');
      onTestFinished(() => void blocker.close());
      const { port } = blocker.address() as AddressInfo;
      const dataDir = await usedFolder();
      const { ended, words } = await refused(['serve', '--port', String(port)], { dataDir });
      expect(ended.code, words).toBe(3);
      expect(words).toContain(String(port));
      expect((await runProgram(['source', 'list'], { dataDir })).code).toBe(0);
      const fresh = join(temporaryFolder(), 'data');
      expect((await refused(['serve', '--port', String(port)], { dataDir: fresh })).ended.code).toBe(3);
      expect(existsSync(fresh)).toBe(false);
    },
    timeout,
  );

  it(
    'a key file that is none or that is not there leaves no folder behind',
    async () => {
      const folder = temporaryFolder();
      const [dataDir, broken] = [join(folder, 'data'), join(folder, 'key')];
      writeFileSync(broken, 'not a key\n', { mode: 0o600 });
      for (const AIWRITER_KEY_FILE of [broken, join(folder, 'none')]) {
        const { ended, words } = await refused(serve, { dataDir, env: { AIWRITER_KEY_FILE } });
        expect([2, 3], words).toContain(ended.code);
        expect(existsSync(dataDir)).toBe(false);
      }
    },
    timeout,
  );

  it(
    'a disk below its reserve refuses a run in plain words, without a stack',
    async () => {
      const dataDir = await usedFolder();
      const before = dumpInstallation(dataDir);
      const env = { AIWRITER_DISK_RESERVE_MB: '10000000' };
      const { ended, code, words } = await refused(['research', 'Coffee', '--source', sourceFilePath('notes.pdf')], { dataDir, env });
      expect({ exit: ended.code, code }, words).toEqual({ exit: 3, code: 'storage_full' });
      expect(ended.stderr).not.toContain('stack');
      expect(dumpInstallation(dataDir)).toEqual(before);
    },
    timeout,
  );

  it(
    'a second serve is told who holds the folder and where',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      const first = await serveProduct({ dataDir });
      const { ended, code, words } = await refused(serve, { dataDir });
      expect({ exit: ended.code, code }, words).toEqual({ exit: 3, code: 'locked' });
      expect(words).toContain(first.address);
      expect(words).toContain(String(first.child.pid));
      await first.end('SIGTERM');
    },
    timeout,
  );

  it(
    'an unknown setting is named with the one that was meant',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      const byEnv = await refused(serve, { dataDir, env: { AIWRITER_PROT: '1' } });
      expect(byEnv.ended.code).toBe(2);
      expect(byEnv.ended.stdout).toContain('AIWRITER_PORT');
      mkdirSync(dataDir);
      writeFileSync(join(dataDir, 'aiwriter.yaml'), 'prot: 1\n');
      const before = dumpFolder(dataDir);
      const byFile = await refused(serve, { dataDir });
      expect(byFile.ended.code).toBe(2);
      expect(byFile.ended.stdout).toContain('port');
      expect(dumpFolder(dataDir)).toEqual(before);
    },
    timeout,
  );

  it.runIf(isRoot)(
    'a source this user may not read',
    async () => {
      const folder = temporaryFolder();
      const [secret, dataDir] = [join(folder, 'secret.txt'), join(folder, 'data')];
      writeFileSync(secret, 'Nobody may read this.', { mode: 0 });
      mkdirSync(dataDir);
      const { ended, words } = await refused(['research', 'Coffee', '--source', secret], { dataDir, isUnprivileged: true });
      expect(ended.code, words).toBe(2);
      expect(words).toMatch(/may not read/);
      expect(dumpFolder(dataDir)).toEqual({ '/': expect.any(String) });
    },
    timeout,
  );
});

function change(dataDir: string, sql: string): void {
  const database = new DatabaseSync(join(dataDir, 'aiwriter.db'));
  database.exec(sql);
  database.close();
}

/** A disk of its own in memory. */
function mountedDisk(size: string): string {
  const disk = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

/** Writes until nothing more fits. */
function fill(disk: string): void {
  for (const [name, size] of [
    ['large', 16 * 1024 * 1024],
    ['small', 1],
    ['smaller', 1],
  ] as const) {
    try {
      writeFileSync(join(disk, name), Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}

/** The journal of the database may be begun; what it belongs to is as it was. */
function withoutJournal(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !/-(wal|shm)$|^spool/.test(name)));
}
