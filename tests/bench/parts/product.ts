import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ControlClient } from '../../../src/cli/control-client.ts';
import { controlSocketPath } from '../../../src/runtime/data-folder.ts';
import { callApi, startProgram, untilReady } from '../../support/program.ts';
import { type Asked, askChild, killed } from './part.ts';
import type { Probe } from './probe.ts';

/** The whole product as a process of its own that can be asked how it fares. */
export interface Product extends Asked<Probe>, AsyncDisposable {
  child: ChildProcess;
  dataDir: string;
  address: string;
  /** An API key that may do everything. */
  key: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** How a run ended. Throws when it failed. */
  ended(runId: string): Promise<EndedRun>;
}

export interface EndedRun {
  id: string;
  status: string;
  documentId: string;
  usage: { inputTokens: number; outputTokens: number };
  error: unknown;
}

/** What a bench sets besides what it measures: no limit on its own requests, no watermark of a disk it does not own. */
const ownSettings = { AIWRITER_RATE_LIMIT: '1000000', AIWRITER_DISK_RESERVE_MB: '0' };
const allScopes = ['content:read', 'content:write', 'content:delete', 'runs:write', 'settings:manage', 'users:manage'];

/**
 * Serves a fresh installation. It and its data end by being disposed of.
 * Its log goes to a file, as an operator's does. `AIWRITER_BENCH_NODE` adds options of Node's, such as `--cpu-prof`.
 */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-product-'));
  const child = startProgram(['serve', '--port', '0', '--json'], {
    dataDir,
    env: { ...ownSettings, AIWRITER_LOG_FILE: join(dataDir, 'log'), ...env },
    preload: [fileURLToPath(new URL('./watched.ts', import.meta.url))],
    node: ['--expose-gc', ...(process.env.AIWRITER_BENCH_NODE?.split(' ') ?? [])],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const end = async () => {
    // Asked to stop, so that a profile of it is written.
    if (process.env.AIWRITER_BENCH_NODE !== undefined) await stopped(child);
    await killed(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { address } = await untilReady(child);
    const control = new ControlClient(controlSocketPath(dataDir));
    const { key } = await control.json<{ key: string }>({ method: 'POST', path: '/api-keys', body: { name: 'bench', scopes: allScopes } });
    const call = callsOf({ address, key });
    return { child, dataDir, address, key, call, ended: (id) => ended(call, id), ...askChild<Probe>(child), [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

function callsOf(product: { address: string; key: string }): Product['call'] {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await callApi<T>(product, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
}

async function ended(call: Product['call'], id: string): Promise<EndedRun> {
  for (;;) {
    const run = await call<EndedRun>('GET', `/runs/${id}`);
    if (run.status === 'succeeded') return run;
    if (run.status !== 'queued' && run.status !== 'running')
      throw new Error(`The run ${id} ended as ${run.status}: ${JSON.stringify(run.error)}`);
    await pause(50);
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([exited, pause(30_000)]);
}
