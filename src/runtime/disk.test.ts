import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../http/served.fixture.ts';

const isRoot = process.getuid?.() === 0;

/** A file system of a few megabytes, where this user may mount one; elsewhere a folder with an impossible reserve. */
function smallFolder(megabytes: number): { folder: string; reserve: string; fill: () => void; free: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-small-'));
  const ballast = join(folder, 'ballast');
  if (!isRoot) return { folder, reserve: '10000000', fill: () => {}, free: () => {} };
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const fill = () => writeFileSync(ballast, Buffer.alloc((megabytes - 12) * 1024 * 1024));
  return { folder, reserve: '20', fill, free: () => rmSync(ballast) };
}

it('refuses new runs below the reserve and goes on saving; with room again runs start', async () => {
  const { folder, reserve, fill, free } = smallFolder(48);
  const served = await serve({ AIWRITER_DATA_DIR: join(folder, 'data'), AIWRITER_DISK_RESERVE_MB: reserve });
  const run = { kind: 'research', brief: { topic: 'T' }, sources: [{ kind: 'text', text: 'Coffee is brewed.' }] };
  const start = () => served.call('POST', '/runs', { body: run });
  if (isRoot) expect((await start()).status).toBe(202);
  fill();
  const refused = await start();
  expect(refused).toMatchObject({ status: 507, body: { code: 'storage_full', hint: expect.stringContaining('AIWRITER_DISK_RESERVE_MB') } });
  const saved = await served.call('POST', '/documents', { body: { title: 'T', body: 'Saved all the same.' } });
  expect(saved.status).toBe(201);
  expect((await served.call('GET', '/readyz')).body).toMatchObject({ status: 'degraded', checks: { disk: { status: 'failing' } } });
  free();
  if (isRoot) expect((await start()).status).toBe(202);
});
