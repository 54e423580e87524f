import { describe, expect, it } from 'vitest';
import { markTransaction } from '../transaction-guard.ts';
import type { ThreadDeed } from './task-thread.fixture.ts';
import { TaskThread } from './task-thread.ts';

const start = (limits: { deadlineMs?: number; idleMs?: number; heapMegabytes?: number } = {}) =>
  new TaskThread<ThreadDeed, unknown>({
    ...{ name: 'The deed', module: new URL('./task-thread.fixture.ts', import.meta.url) },
    ...{ deadlineMs: 30_000, heapMegabytes: 64, idleMs: 20_000, ...limits },
  });

describe('a task thread', { timeout: 60_000 }, () => {
  it('answers calls in turn, from one thread', async () => {
    const thread = start();
    const value = { list: [1, 'ä'], bytes: new Uint8Array([1, 2]), none: undefined };
    expect(await Promise.all([thread.run({ echo: 1 }), thread.run({ echo: value })])).toEqual([1, value]);
    expect(await thread.run('thread')).toBe(await thread.run('thread'));
  });

  it.each([
    ['spin', 'stopped after 3 s'],
    ['exit', 'ended unexpectedly'],
    ['fill-heap', 'more than 64 MiB'],
  ] as const)('that dies says why, and the next call has another: %s', async (deed, message) => {
    const thread = start({ deadlineMs: deed === 'spin' ? 3000 : 30_000 });
    const failed = thread.run(deed);
    const next = thread.run({ echo: 'here' });
    await expect(failed).rejects.toMatchObject({ code: 'unprocessable', message: expect.stringContaining(message) });
    expect(await next).toBe('here');
  });

  it('hands on what was refused, and calls anything else internal', async () => {
    const thread = start();
    await expect(thread.run('refuse')).rejects.toMatchObject({
      ...{ code: 'too_large', message: '3 pages', hint: 'Send 2.', errors: [{ path: 'body', message: 'long' }] },
    });
    await expect(thread.run('throw')).rejects.toMatchObject({ code: 'internal', message: 'The deed failed: a bug' });
    await expect(thread.run({ echo: () => 1 })).rejects.toThrow(/could not be cloned/);
    expect(await thread.run({ echo: 'here' })).toBe('here');
  });

  it('is ended by the signal of its call, and forgets a call that waits', async () => {
    const thread = start();
    const [running, waiting] = [new AbortController(), new AbortController()];
    const calls = [thread.run('spin', running.signal), thread.run('spin', waiting.signal)];
    waiting.abort(new Error('changed my mind'));
    running.abort(new Error('stopped'));
    expect(await Promise.allSettled(calls)).toMatchObject([{ reason: { message: 'stopped' } }, { reason: { message: 'changed my mind' } }]);
    expect(await thread.run({ echo: 'here' })).toBe('here');
  });

  it('ends when nobody needs it', async () => {
    const thread = start({ idleMs: 1 });
    const first = await thread.run('thread');
    await expect.poll(() => thread.run('thread')).not.toBe(first);
  });

  it('is not waited for inside a transaction, and refuses a call behind too many', async () => {
    const thread = start();
    await expect(markTransaction(() => thread.run('thread'))).rejects.toMatchObject({ code: 'internal' });
    const calls = await Promise.allSettled(Array.from({ length: 60 }, (_, echo) => thread.run({ echo })));
    expect(calls[10]).toEqual({ status: 'fulfilled', value: 10 });
    expect(calls[59]).toMatchObject({ reason: { code: 'overloaded' } });
  });
});
