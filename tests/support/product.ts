import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Where the program begins. */
export const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Tests start the program hundreds of times; compiled code is kept as `bin/aiwriter` keeps it. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface ProgramOptions {
  dataDir: string;
  env?: Record<string, string>;
  /** Modules loaded before the program: the hooks that kill it at a boundary. */
  preload?: readonly string[];
  /** True to run it without root's right to pass over file permissions. Root stays root, so that the checkout may lie anywhere. */
  isUnprivileged?: boolean;
}

const withoutOverride = ['--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-dac_override,-dac_read_search'];

/** The program's own process, with an environment of its own: no key, proxy or setting of this machine reaches it. */
export function spawnProgram(args: readonly string[], options: ProgramOptions): ChildProcess {
  const imports = (options.preload ?? []).flatMap((path) => ['--import', path]);
  const node = ['--disable-warning=ExperimentalWarning', ...imports, main, ...args];
  const [command, ...rest] =
    options.isUnprivileged === true ? ['setpriv', ...withoutOverride, process.execPath, ...node] : [process.execPath, ...node];
  const child = spawn(command as string, rest, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: compileCache,
      AIWRITER_DATA_DIR: options.dataDir,
      AIWRITER_LOG_FORMAT: 'json',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
  const ready = new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const address = /"address":\s*"([^"]+)"/.exec(stdout)?.[1];
      if (address !== undefined) resolve(address);
    });
    exited.then(([code]) => reject(new Error(`serve ended with ${code}: ${stdout}${log}`)), reject);
  });
  const address = await ready;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, address, log: () => log, end };
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

/** Calls the API of a running product. */
export async function callApi<T>(
  product: { address: string; key: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: T; headers: Headers }> {
  const response = await fetch(`${product.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${product.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
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
