import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../ports/logger.ts';
import { describeVectorIndex, direction, item } from '../../ports/vector-index.contract.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { createSqliteVecIndex } from './sqlite-vec.ts';

let folder: string;
let opened: VectorIndex[];
let warnings: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  opened = [];
  warnings = [];
});

afterEach(async () => {
  for (const index of opened) await index.close();
  rmSync(folder, { recursive: true });
});

const logger = { warn: (_fields: unknown, message: string) => warnings.push(message) } as unknown as Logger;

function open(idleMs?: number): VectorIndex {
  const index = createSqliteVecIndex({ path: join(folder, 'vectors.db'), logger, idleMs });
  opened.push(index);
  return index;
}

describeVectorIndex('sqlite-vec', async () => open());

describe('the sqlite-vec index', () => {
  const file = () => join(folder, 'vectors.db');

  async function fill(): Promise<void> {
    const index = open();
    await index.prepare('model/1');
    await index.markSeeded();
    const items = Array.from({ length: 300 }, (_, number) => item(`p${number}`, 'src_1', number / 100));
    await index.upsert('w', items);
    await index.close();
  }

  it('makes no file and no thread before its first use', async () => {
    await open().close();
    expect(existsSync(file())).toBe(false);
  });

  it('keeps what it was given from one start to the next', async () => {
    await fill();
    const index = open();
    expect(await index.prepare('model/1')).toEqual({ isSeeded: true });
    expect((await index.query('w', direction(0), 1))[0]?.id).toBe('p0');
    expect(warnings).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['no database', () => writeFileSync(file(), 'this is no database, but it is long enough to look like one'.repeat(300))],
    ['cut short', () => truncateSync(file(), 9000)],
    ['overwritten in the middle', () => scribble(file())],
    ['of another layout', () => setLayout(file(), 99)],
  ])('starts empty, says so and works when its file is %s', async (_, damage) => {
    await fill();
    damage();
    const index = open();
    await index.query('w', direction(0), 3);
    expect(await index.prepare('model/1')).toEqual({ isSeeded: false });
    await index.upsert('w', [item('new', 'src_1', 0)]);
    expect((await index.query('w', direction(0), 3)).map(({ id }) => id)).toEqual(['new']);
    expect(warnings).toHaveLength(1);
  });

  it('says that it is unavailable, and destroys nothing, when its folder is gone', async () => {
    const index = createSqliteVecIndex({ path: join(folder, 'missing', 'vectors.db'), logger });
    opened.push(index);
    await expect(index.count('w')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('missing') });
  });

  it('ends its thread when idle and starts another when asked again', async () => {
    const index = open(1);
    await index.upsert('w', [item('a', 'src_1', 0)]);
    await expect.poll(() => existsSync(`${file()}-wal`)).toBe(false);
    expect(await index.count('w')).toBe(1);
  });

  it('does not hold up the event loop while it scans', async () => {
    const index = open();
    for (let batch = 0; batch < 20; batch += 1) await index.upsert('w', randomItems(batch, 1000));
    await index.query('w', direction(0), 1);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    await Promise.all(Array.from({ length: 200 }, (_, number) => index.query('w', direction(number / 10), 10)));
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan((performance.now() - start) / 2);
  });
});

function randomItems(batch: number, count: number) {
  return Array.from({ length: count }, (_, number) => item(`p${batch}-${number}`, `src_${batch}`, (batch * count + number) / 1000));
}

function scribble(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 8192, bytes.length);
  writeFileSync(path, bytes);
}

/** `user_version` is a big-endian number at byte 60 of a SQLite file. */
function setLayout(path: string, layout: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt32BE(layout, 60);
  writeFileSync(path, bytes);
}
