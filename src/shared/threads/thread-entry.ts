import { parentPort, workerData } from 'node:worker_threads';
import { isAppError } from '../errors.ts';
import type { ThreadAnswer } from './messages.ts';

type TaskModule = { default: (input: unknown) => unknown };

const { module } = workerData as { module: string };

async function answer(input: unknown): Promise<ThreadAnswer> {
  try {
    const task = (await import(module)) as TaskModule;
    return { kind: 'done', output: await task.default(input) };
  } catch (error) {
    if (isAppError(error)) return { kind: 'refused', code: error.code, message: error.message, hint: error.hint, errors: error.errors };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'failed', message, stack };
  }
}

parentPort?.on('message', (input: unknown) => {
  void answer(input).then((result) => parentPort?.postMessage(result));
});
