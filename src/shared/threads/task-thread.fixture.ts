import { threadId } from 'node:worker_threads';
import { AppError } from '../errors.ts';

/** What a thread can do to whoever waits for it. */
export type ThreadDeed = 'thread' | 'spin' | 'exit' | 'refuse' | 'throw' | 'fill-heap' | { echo: unknown };

const hoard: unknown[] = [];

export default function act(deed: ThreadDeed): unknown {
  if (typeof deed === 'object') return deed.echo;
  if (deed === 'thread') return threadId;
  if (deed === 'exit') process.exit(3);
  if (deed === 'refuse') throw new AppError('too_large', '3 pages', { hint: 'Send 2.', errors: [{ path: 'body', message: 'long' }] });
  if (deed === 'throw') throw new TypeError('a bug');
  for (;;) {
    if (deed === 'fill-heap') hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  }
}
