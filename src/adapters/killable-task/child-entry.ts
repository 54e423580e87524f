import { serialize } from 'node:v8';
import { isAppError } from '../../shared/errors.ts';
import type { TaskAnswer, TaskCall } from './messages.ts';

type TaskModule = { default: (input: unknown) => Promise<unknown> };

async function answer(call: TaskCall): Promise<TaskAnswer> {
  try {
    const task = (await import(call.module)) as TaskModule;
    const output = serialize(await task.default(call.input));
    return output.length > call.outputBytes ? { kind: 'too-long', bytes: output.length } : { kind: 'done', output };
  } catch (error) {
    if (isAppError(error)) return { kind: 'refused', code: error.code, message: error.message, hint: error.hint };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'failed', message, stack };
  }
}

process.on('message', (call: TaskCall) => {
  void answer(call).then((result) => process.send?.(result));
});
// The parent is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit());
