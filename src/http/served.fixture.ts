import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { createPostgresDatabase } from '../../tests/support/databases.ts';
import { ControlClient } from '../cli/control-client.ts';
import { loadConfig } from '../config/index.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { startRuntime } from '../runtime/index.ts';
import { newId } from '../shared/ids.ts';

export type Engine = 'sqlite' | 'postgres';

const allScopes = ['content:read', 'content:write', 'content:delete', 'runs:write', 'settings:manage', 'users:manage'];

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
  text: string;
}

export interface CallOptions {
  body?: unknown;
  /** Instead of a JSON body. */
  raw?: string | Uint8Array<ArrayBuffer> | FormData;
  headers?: Record<string, string>;
  key?: string | null;
}

/** The whole product in this process, behind a real port. */
export interface Served {
  address: string;
  port: number;
  dataDir: string;
  key: string;
  operator: ControlClient;
  /** A connection of the test's own to the same database. */
  database: Database;
  call<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  createKey(scopes: readonly string[], expiresAt?: string): Promise<{ id: string; key: string }>;
  stop(): Promise<void>;
}

export function describeServed(
  name: string,
  suite: (start: (env?: Record<string, string>) => Promise<Served>, engine: Engine) => void,
): void {
  for (const engine of ['sqlite', 'postgres'] as const) describe(`${name} (${engine})`, () => suite((env) => serve(env, engine), engine));
}

/** For one test; it ends with the test. @param env settings by their variables; nothing of this machine's own environment is read */
export async function serve(...options: Parameters<typeof serveForSuite>): Promise<Served> {
  const { served, end } = await serveForSuite(...options);
  onTestFinished(end);
  return served;
}

/** For several tests, whose suite ends it. */
export async function serveForSuite(
  env: Record<string, string> = {},
  engine: Engine = 'sqlite',
  roles: Parameters<typeof startRuntime>[1]['roles'] = ['web'],
): Promise<{ served: Served; end: () => Promise<void> }> {
  const dataDir = env.AIWRITER_DATA_DIR ?? mkdtempSync(join(tmpdir(), 'aiwriter-http-'));
  const databaseUrl =
    env.AIWRITER_DATABASE_URL ??
    (engine === 'sqlite' ? `sqlite:${join(dataDir, 'aiwriter.db')}` : await createPostgresDatabase('migrated'));
  const config = loadConfig({
    dataDir,
    env: {
      AIWRITER_DATABASE_URL: databaseUrl,
      AIWRITER_LOG_LEVEL: 'silent',
      AIWRITER_DISK_RESERVE_MB: '0',
      AIWRITER_DRAIN_SECONDS: '1',
      ...env,
    },
  });
  const port = await freePort();
  const runtime = await startRuntime(config, { roles, network: { host: '127.0.0.1', port } });
  const database = await openDatabase({
    url: databaseUrl,
    poolSize: 2,
    backupsFolder: join(dataDir, 'backups'),
    migrations: { mode: 'any' },
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await runtime.stop();
  };
  const end = async (): Promise<void> => {
    await stop();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const operator = new ControlClient(runtime.controlSocket);
  const createKey = (scopes: readonly string[], expiresAt?: string) =>
    operator.json<{ id: string; key: string }>({
      method: 'POST',
      path: '/api-keys',
      body: { name: 'test', scopes, ...(expiresAt === undefined ? {} : { expiresAt }) },
    });
  const { key } = await createKey(allScopes);
  const address = `http://127.0.0.1:${port}`;
  const served: Served = {
    ...{ address, port, dataDir, key, operator, database, createKey, stop },
    call: (method, path, options) => call(address, key, method, path, options),
  };
  return { served, end };
}

/** Asked for by name, because with a public address the product announces that and not its port. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function call<T>(address: string, ownKey: string, method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const { body, raw, headers = {}, key = ownKey } = options;
  const url = /^\/(api|livez|readyz|metrics)(\/|$)|^\/$/.test(path) ? `${address}${path}` : `${address}/api/v1${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : null) as T, text };
}

/** A second workspace with its own person, made by SQL. @returns the workspace's ID and its person's */
export async function addWorkspace(database: Database): Promise<{ workspaceId: string; userId: string }> {
  const [workspaceId, userId, now] = [newId('workspace'), newId('user'), Date.now()];
  const times = { created_at: now, updated_at: now };
  await database.transaction(async (trx) => {
    const person = { id: userId, name: 'Somebody else', email: `${userId}@example.org`, email_verified: 0 as const, image: null };
    await trx
      .insertInto('users')
      .values({ ...person, status: 'active', ...times })
      .execute();
    await trx
      .insertInto('workspaces')
      .values({ id: workspaceId, name: 'Elsewhere', slug: workspaceId, ...times })
      .execute();
    await trx.insertInto('memberships').values({ workspace_id: workspaceId, user_id: userId, role: 'owner', created_at: now }).execute();
  });
  return { workspaceId, userId };
}
