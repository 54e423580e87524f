import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Misdeed } from '../adapters/killable-task/misbehaving-task.fixture.ts';
import { AppError } from '../shared/errors.ts';
import type { KillableTask, KillableTaskDefinition } from './killable-task.ts';

/** What every way to run a task that can be killed does, with a module that misbehaves on demand. */
export function describeKillableTask(name: string, create: (definition: KillableTaskDefinition) => KillableTask<Misdeed, unknown>): void {
  const definition: KillableTaskDefinition = {
    name: 'misbehave',
    module: new URL('../adapters/killable-task/misbehaving-task.fixture.ts', import.meta.url),
    limits: { timeoutMs: 20_000, memoryBytes: 256 * 2 ** 20, outputBytes: 2 ** 20 },
    callsPerProcess: 100,
    idleMs: 60_000,
  };

  let task: KillableTask<Misdeed, unknown>;

  function start(changes: Partial<KillableTaskDefinition> = {}): KillableTask<Misdeed, unknown> {
    task = create({ ...definition, ...changes });
    return task;
  }

  function startWith(limits: Partial<KillableTaskDefinition['limits']>): KillableTask<Misdeed, unknown> {
    return start({ limits: { ...definition.limits, ...limits } });
  }

  async function failure(call: Promise<unknown>): Promise<AppError> {
    const error = await call.then(
      () => new Error('nothing was thrown'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  }

  function isRunning(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  afterEach(async () => await task.close());

  describe(`${name} as a killable task`, { timeout: 60_000 }, () => {
    it('carries bytes, dates and nested values both ways', async () => {
      const value = { bytes: new Uint8Array([1, 2, 255]), at: new Date(5), list: [{ text: 'ä\u{1f600}' }], nothing: undefined };
      expect(await start().run({ do: 'echo', value })).toEqual(value);
    });

    it('answers the next call from a new child after each way to die', async () => {
      const calls = startWith({ timeoutMs: 1500, memoryBytes: 200 * 2 ** 20 });
      expect(await failure(calls.run({ do: 'spin' }))).toMatchObject({
        code: 'unprocessable',
        hint: expect.stringContaining('time limit'),
      });
      expect(await failure(calls.run({ do: 'hang' }))).toMatchObject({ code: 'unprocessable', hint: expect.stringContaining('1500 ms') });
      expect(await failure(calls.run({ do: 'exit' }))).toMatchObject({
        code: 'unprocessable',
        message: expect.stringContaining('exit code 7'),
      });
      expect(await calls.run({ do: 'echo', value: 'still here' })).toBe('still here');
    });

    it.each(['fill-heap', 'fill-buffers'] as const)('is killed at its memory limit: %s', async (misdeed) => {
      const error = await failure(startWith({ memoryBytes: 150 * 2 ** 20 }).run({ do: misdeed }));
      expect(error).toMatchObject({ code: 'unprocessable', hint: expect.stringContaining('memory limit is 150 MiB') });
    });

    it('refuses an answer above the output limit and keeps the child', async () => {
      const calls = startWith({ outputBytes: 1000 });
      const before = await calls.run({ do: 'pid' });
      expect(await failure(calls.run({ do: 'answer', bytes: 1001 }))).toMatchObject({
        code: 'unprocessable',
        hint: expect.stringContaining('1000 bytes'),
      });
      expect(await calls.run({ do: 'answer', bytes: 900 })).toHaveLength(900);
      expect(await calls.run({ do: 'pid' })).toBe(before);
    });

    it('hands an AppError of the module through and calls anything else internal', async () => {
      expect(await failure(start().run({ do: 'refuse' }))).toMatchObject({ code: 'too_large', message: '3 pages', hint: 'Send 2.' });
      expect(await failure(task.run({ do: 'throw' }))).toMatchObject({
        code: 'internal',
        message: 'misbehave failed: a bug in the module',
      });
      expect(await failure(start({ module: new URL('./not-there.ts', import.meta.url) }).run({ do: 'pid' }))).toMatchObject({
        code: 'internal',
      });
    });

    it('gives the child no environment', async () => {
      const names = Object.keys((await start().run({ do: 'environment' })) as object);
      expect(names.filter((name) => !['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'].includes(name))).toEqual([]);
    });

    it('lets the child read no other file, write none, run nothing and reach nobody', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      start();
      const target = join(tmpdir(), `aiwriter-must-not-exist-${process.pid}`);
      const { port } = server.address() as { port: number };
      for (const misdeed of [
        { do: 'read', path: '/etc/passwd' },
        { do: 'write', path: target },
        { do: 'run-program' },
        { do: 'connect', port },
      ] as const) {
        expect(await failure(task.run(misdeed))).toMatchObject({ code: 'internal', message: expect.stringContaining('restricted') });
      }
      expect(existsSync(target)).toBe(false);
      server.close();
    });
  });

  describe('the life of the child', { timeout: 60_000 }, () => {
    it('takes calls in turn', async () => {
      start();
      const answers = await Promise.all([1, 2, 3].map((value) => task.run({ do: 'echo', value })));
      expect(answers).toEqual([1, 2, 3]);
    });

    it('replaces a child after its number of calls', async () => {
      start({ callsPerProcess: 2 });
      const pids = (await Promise.all([1, 2, 3].map(() => task.run({ do: 'pid' })))) as [number, number, number];
      expect(pids[0]).toBe(pids[1]);
      expect(pids[2]).not.toBe(pids[0]);
      expect(isRunning(pids[0])).toBe(false);
    });

    it('ends an idle child', async () => {
      const pid = (await start({ idleMs: 10 }).run({ do: 'pid' })) as number;
      await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    });

    it('kills the running call on abort, forgets a waiting one, and goes on', async () => {
      const running = new AbortController();
      const waiting = new AbortController();
      const first = start().run({ do: 'hang' }, running.signal);
      const second = task.run({ do: 'pid' }, waiting.signal);
      waiting.abort(new Error('changed my mind'));
      await expect(second).rejects.toThrow('changed my mind');
      running.abort(new Error('stopped'));
      await expect(first).rejects.toThrow('stopped');
      expect(await task.run({ do: 'echo', value: 1 })).toBe(1);
      await expect(task.run({ do: 'pid' }, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    });

    it('rejects everything when closed', async () => {
      const pid = (await start().run({ do: 'pid' })) as number;
      const calls = [task.run({ do: 'hang' }), task.run({ do: 'pid' })].map(failure);
      await task.close();
      expect((await Promise.all(calls)).map((error) => error.code)).toEqual(['unavailable', 'unavailable']);
      expect(await failure(task.run({ do: 'pid' }))).toMatchObject({ code: 'unavailable' });
      expect(isRunning(pid)).toBe(false);
    });
  });
}
