import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { deserialize } from 'node:v8';
import type { KillableTaskDefinition } from '../../ports/killable-task.ts';
import { AppError } from '../../shared/errors.ts';
import type { TaskAnswer, TaskCall } from './messages.ts';
import { residentBytes } from './resident-memory.ts';
import { startChild } from './start-child.ts';

const memoryPollMs = 50;
const keptStderr = 4096;

/** One child process: answers one call at a time, dies at the first limit it crosses. */
export class TaskChild {
  readonly #definition: KillableTaskDefinition;
  readonly #process: ChildProcess;
  readonly #exited: Promise<undefined>;
  #stderr = '';
  /** Set when we end the child or it ends by itself: what a call under way gets. */
  #death: unknown;
  #alive = true;
  #onAnswer: ((answer: TaskAnswer) => void) | undefined;
  calls = 0;

  constructor(definition: KillableTaskDefinition) {
    this.#definition = definition;
    this.#process = startChild(definition);
    this.#exited = once(this.#process, 'close').then(
      ([code, signal]) => this.#end(crash(definition, code, signal, this.#stderr)),
      (error: unknown) => this.#end(new AppError('unavailable', `The ${definition.name} process could not be started`, { cause: error })),
    );
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-keptStderr);
    });
    this.#process.on('message', (answer: TaskAnswer) => this.#onAnswer?.(answer));
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one call; on a limit, a crash or an abort the child is dead when this rejects. */
  async call(input: unknown, signal?: AbortSignal): Promise<unknown> {
    this.calls += 1;
    const { name, limits, module } = this.#definition;
    const onAbort = () => void this.kill(signal?.reason);
    const timer = setTimeout(() => void this.kill(timeoutError(name, limits.timeoutMs)), limits.timeoutMs);
    const poll = setInterval(() => this.#checkMemory(), memoryPollMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#exchange({ module: module.href, input, outputBytes: limits.outputBytes });
    } finally {
      clearTimeout(timer);
      clearInterval(poll);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the child at once; resolves when it is gone. */
  async kill(reason: unknown): Promise<void> {
    if (this.#alive) this.#death ??= reason;
    // Whoever waits for the end keeps the program alive until then.
    this.#process.ref();
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  async #exchange(call: TaskCall): Promise<unknown> {
    const answered = new Promise<TaskAnswer>((resolve) => {
      this.#onAnswer = resolve;
      // A failed send means the child is gone, which `#exited` reports with its reason.
      if (this.#process.connected) this.#process.send(call, () => {});
    });
    const answer = await Promise.race([answered, this.#exited]);
    if (!answer || this.#death !== undefined) {
      await this.#exited;
      throw this.#death;
    }
    return readAnswer(this.#definition, answer);
  }

  #checkMemory(): void {
    const { name, limits } = this.#definition;
    const pid = this.#process.pid;
    if (pid !== undefined && residentBytes(pid) > limits.memoryBytes) void this.kill(memoryError(name, limits.memoryBytes));
  }

  #end(reason: AppError): undefined {
    this.#alive = false;
    this.#death ??= reason;
    return undefined;
  }
}

function readAnswer({ name, limits }: KillableTaskDefinition, answer: TaskAnswer): unknown {
  if (answer.kind === 'done') return deserialize(answer.output);
  if (answer.kind === 'refused') throw new AppError(answer.code, answer.message, { hint: answer.hint });
  if (answer.kind === 'too-long') {
    throw new AppError('unprocessable', `${name} produced ${answer.bytes} bytes`, {
      hint: `Its output limit is ${limits.outputBytes} bytes.`,
    });
  }
  throw new AppError('internal', `${name} failed: ${answer.message}`, { cause: answer.stack });
}

function crash({ name, limits }: KillableTaskDefinition, code: number | null, signal: string | null, stderr: string): AppError {
  if (stderr.includes('heap out of memory')) return memoryError(name, limits.memoryBytes);
  if (signal === 'SIGXCPU') return timeoutError(name, limits.timeoutMs);
  return new AppError('unprocessable', `${name} ended unexpectedly (${signal ?? `exit code ${code}`})`, {
    hint: 'The input made its process crash; try a simpler copy of it.',
    cause: stderr,
  });
}

function timeoutError(name: string, timeoutMs: number): AppError {
  return new AppError('unprocessable', `${name} was stopped after ${timeoutMs} ms`, {
    hint: `Its time limit is ${timeoutMs} ms; split the input or simplify it.`,
  });
}

function memoryError(name: string, memoryBytes: number): AppError {
  const megabytes = Math.round(memoryBytes / 2 ** 20);
  return new AppError('unprocessable', `${name} was stopped because it used too much memory`, {
    hint: `Its memory limit is ${megabytes} MiB; split the input or simplify it.`,
  });
}
