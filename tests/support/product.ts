import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ProgramOptions, startProgram, untilReady } from './program.ts';

export { callApi, main, type ProgramOptions } from './program.ts';

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The program's process, which ends with the test. */
export function spawnProgram(args: readonly string[], options: ProgramOptions): ChildProcess {
  const child = startProgram(args, options);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs one command line to its end. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<Finished> {
  const child = spawnProgram(args, options);
  const [stdout, stderr, [code, signal]] = await Promise.all([readAll(child.stdout), readAll(child.stderr), once(child, 'exit')]);
  return { code, signal, stdout, stderr };
}

export interface ServedProduct {
  child: ChildProcess;
  address: string;
  /** Signs the first browser in that follows it. */
  signInLink: string;
  /** What the process wrote to stderr so far. */
  log: () => string;
  /** Ends the process and waits until it is gone. */
  end: (signal: NodeJS.Signals) => Promise<void>;
}

/** Starts `serve` on a free port and waits until it says it is ready. */
export async function serveProduct(options: ProgramOptions, args: readonly string[] = []): Promise<ServedProduct> {
  const child = spawnProgram(['serve', '--port', '0', '--json', ...args], options);
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exited = once(child, 'exit');
  const { address, signInLink } = await untilReady(child, () => log);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, address, signInLink, log: () => log, end };
}

/** An API key of a running installation, made over its control socket as a person would. */
export async function createKey(
  options: ProgramOptions,
  scopes = 'content:read,content:write,content:delete,runs:write,settings:manage,users:manage',
): Promise<string> {
  const made = await runProgram(['key', 'create', '--name', 'test', '--scopes', scopes, '--json'], options);
  if (made.code !== 0) throw new Error(`key create ended with ${made.code}: ${made.stderr}`);
  return (JSON.parse(made.stdout) as { key: string }).key;
}

/** Waits for a condition by asking again, up to a deadline; the value that met it comes back. */
export async function waitFor<T>(what: string, ask: () => Promise<T | null | undefined | false>, deadlineMs = 45_000): Promise<T> {
  const end = performance.now() + deadlineMs;
  while (performance.now() < end) {
    const value = await ask();
    if (value !== null && value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not within ${deadlineMs} ms: ${what}`);
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (stream === null) return '';
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) text += chunk;
  return text;
}
