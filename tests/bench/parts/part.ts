import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a part of a measurement that runs in a process of its own can be asked, by name. */
type Answers = Record<string, (data: never) => unknown>;

type Data<Answer> = Answer extends (data: infer D) => unknown ? D : never;
type Result<Answer> = Answer extends (data: never) => infer R ? Awaited<R> : never;

export interface Asked<Kind extends Answers> {
  ask<Name extends keyof Kind & string>(
    name: Name,
    ...data: unknown extends Data<Kind[Name]> ? [] : [Data<Kind[Name]>]
  ): Promise<Result<Kind[Name]>>;
}

export interface Part<Kind extends Answers> extends Asked<Kind>, AsyncDisposable {
  child: ChildProcess;
}

interface Question {
  id: number;
  name: string;
  data: unknown;
}

interface Answer {
  answerTo: number;
  result?: unknown;
  failure?: string;
}

/** In the part's own process: answers the process that started it. */
export function answerParent(answers: Answers): void {
  process.on('message', async ({ id, name, data }: Question) => {
    const answer: Answer = { answerTo: id };
    try {
      const handler = answers[name] as ((data: unknown) => unknown) | undefined;
      if (handler === undefined) throw new Error(`Nothing answers to ${name}`);
      answer.result = await handler(data);
    } catch (error) {
      answer.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    process.send?.(answer);
  });
}

/** Asks a child process that was spawned with an `ipc` channel and answers by `answerParent`. */
export function askChild<Kind extends Answers>(child: ChildProcess): Asked<Kind> {
  let last = 0;
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', ({ answerTo, result, failure }: Answer) => {
    const asked = open.get(answerTo);
    open.delete(answerTo);
    if (failure === undefined) asked?.resolve(result);
    else asked?.reject(new Error(failure));
  });
  child.once('exit', (code, signal) => {
    for (const asked of open.values()) asked.reject(new Error(`The process of a part ended with ${code ?? signal}`));
  });
  return {
    async ask(name, ...[data]) {
      const asked = Promise.withResolvers<unknown>();
      open.set(++last, asked);
      child.send({ id: last, name, data });
      return (await asked.promise) as never;
    },
  };
}

/** Starts `parts/NAME.ts` in a process of its own. It ends by being disposed of. */
export function startPart<Kind extends Answers>(name: string, args: readonly string[] = []): Part<Kind> {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    // Stdout is the bench's result.
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  });
  return { child, ...askChild<Kind>(child), [Symbol.asyncDispose]: () => killed(child) };
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
