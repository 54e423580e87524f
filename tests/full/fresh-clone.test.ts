import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../run/tool.ts';

/** What a newcomer does: clone, start, check, test; with this machine's own Node, an empty cache and no service. */
let folder: string;
let clone: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fresh clone '));
  clone = join(folder, 'aiwriter');
  execFileSync('git', ['clone', '--quiet', repository, clone]);
  console.log(`node ${execFileSync('node', ['--version'], { env: environment(), encoding: 'utf8' }).trim()} of this machine`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without what the running npm and vitest have set. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST|TEST|AIWRITER_)/.test(name));
  const path = (process.env.PATH ?? '').split(':').filter((part) => !part.includes('node_modules'));
  return { ...Object.fromEntries(own), PATH: path.join(':'), XDG_CACHE_HOME: join(folder, 'cache'), AIWRITER_PORT: '0' };
}

function npm(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn('npm', args, { cwd: clone, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, ended: new Promise((resolve) => child.once('close', resolve)) };
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

/** `npm start` until it says where it is ready, and is. */
async function startUntilReady(): Promise<ReturnType<typeof npm>> {
  const started = npm('start');
  const address = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /ready at (http:\/\/\S+)/.exec(started.output());
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    for (const stream of [started.child.stdout, started.child.stderr]) stream?.on('data', look);
    void started.ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${started.output()}`)));
  });
  expect((await fetch(new URL('/readyz', address))).status).toBe(200);
  return started;
}

async function stop({ child, ended }: ReturnType<typeof npm>): Promise<void> {
  process.kill(-Number(child.pid), 'SIGTERM');
  await ended;
}

describe('a fresh clone', { timeout: 900_000 }, () => {
  it('starts from nothing, and then again at once', async () => {
    await stop(await timed('first npm start to ready', startUntilReady));
    await stop(await timed('second npm start to ready', startUntilReady));
  });

  it('passes its checks', async () => {
    const { ended, output } = npm('run', 'check');
    const code = await timed('npm run check', () => ended);
    expect(code, output()).toBe(0);
  });

  it('passes a part of its tests', async () => {
    const { ended, output } = npm('test', '--', 'src/config', 'src/database', 'src/content');
    const code = await timed('npm test on three folders', () => ended);
    expect(code, output()).toBe(0);
    expect(output().trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed, 0 skipped$/);
  });
});
