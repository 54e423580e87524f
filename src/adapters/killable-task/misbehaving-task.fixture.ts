import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { AppError } from '../../shared/errors.ts';

/** A task for tests that does the one bad thing it is asked for. */
export type Misdeed =
  | { do: 'echo'; value: unknown }
  | { do: 'spin' | 'hang' | 'fill-heap' | 'fill-buffers' | 'exit' | 'throw' | 'refuse' | 'environment' | 'pid' | 'run-program' }
  | { do: 'answer'; bytes: number }
  | { do: 'read' | 'write'; path: string }
  | { do: 'connect'; port: number };

const hoard: unknown[] = [];

function spin(): never {
  for (;;) hoard.length = 0;
}

function fillHeap(): never {
  for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
}

async function fillBuffers(): Promise<never> {
  for (;;) {
    hoard.push(Buffer.alloc(16 * 2 ** 20, 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function connectTo(port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  connect(port, '127.0.0.1')
    .on('connect', () => resolve('connected'))
    .on('error', reject);
  return await promise;
}

/** @returns whatever the misdeed gave, as far as it was possible */
export default async function misbehave(misdeed: Misdeed): Promise<unknown> {
  switch (misdeed.do) {
    case 'echo':
      return misdeed.value;
    case 'spin':
      return spin();
    case 'hang':
      return await new Promise(() => {});
    case 'fill-heap':
      return fillHeap();
    case 'fill-buffers':
      return await fillBuffers();
    case 'exit':
      return process.exit(7);
    case 'throw':
      throw new TypeError('a bug in the module');
    case 'refuse':
      throw new AppError('too_large', '3 pages', { hint: 'Send 2.' });
    case 'environment':
      return { ...process.env };
    case 'pid':
      return process.pid;
    case 'run-program':
      return execFileSync('/bin/true');
    case 'answer':
      return 'x'.repeat(misdeed.bytes);
    case 'read':
      return readFileSync(misdeed.path, 'utf8');
    case 'write':
      return writeFileSync(misdeed.path, 'x');
    case 'connect':
      return await connectTo(misdeed.port);
  }
}
