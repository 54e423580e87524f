import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where the program begins. */
export const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Tests start the program hundreds of times; compiled code is kept as `bin/aiwriter` keeps it. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

export interface ProgramOptions {
  dataDir: string;
  env?: Record<string, string>;
  /** Modules loaded before the program: the hooks that kill it at a boundary. */
  preload?: readonly string[];
  /** More options of Node. */
  node?: readonly string[];
  /** True to run it without root's right to pass over file permissions. Root stays root, so that the checkout may lie anywhere. */
  isUnprivileged?: boolean;
  stdio?: StdioOptions;
}

const withoutOverride = ['--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-dac_override,-dac_read_search'];

/** The program's own process, with an environment of its own: no key, proxy or setting of this machine reaches it. Whoever starts it ends it. */
export function startProgram(args: readonly string[], options: ProgramOptions): ChildProcess {
  const imports = (options.preload ?? []).flatMap((path) => ['--import', path]);
  const node = ['--disable-warning=ExperimentalWarning', ...(options.node ?? []), ...imports, main, ...args];
  const [command, ...rest] =
    options.isUnprivileged === true ? ['setpriv', ...withoutOverride, process.execPath, ...node] : [process.execPath, ...node];
  return spawn(command as string, rest, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: compileCache,
      AIWRITER_DATA_DIR: options.dataDir,
      AIWRITER_LOG_FORMAT: 'json',
      ...options.env,
    },
    stdio: options.stdio ?? ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until a `serve --json` says that it is ready. Throws when it ends instead. */
export async function untilReady(child: ChildProcess, log: () => string = () => ''): Promise<{ address: string; signInLink: string }> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.endsWith('}\n')) resolve(JSON.parse(stdout) as { address: string; signInLink: string });
    });
    once(child, 'exit').then(([code]) => reject(new Error(`serve ended with ${code}: ${stdout}${log()}`)), reject);
  });
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
