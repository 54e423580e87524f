import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL of its own folder and port, without durability, for one run of the tests. */
export interface PostgresServer {
  /** `postgres://postgres@127.0.0.1:PORT`, without a database. */
  url: string;
  stop(): Promise<void>;
}

const versionsFolder = '/usr/lib/postgresql';

export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-postgres-'));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  const run = { ...account, cwd: folder, stdio: 'pipe' as const };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'], run);
  const port = await freePort();
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'synchronous_commit=off',
    'max_connections=200',
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...account, cwd: folder, stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}`;
  await untilReady(url, exited);
  return {
    url,
    async stop() {
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements on one database as its superuser; for `create database` and the like. */
export async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Rows of one query, by a connection of its own. */
export async function queryPostgres<Row extends object = object>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

function findPrograms(): string {
  installWhenMissing();
  const versions = existsSync(versionsFolder) ? readdirSync(versionsFolder).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions.map((version) => join(versionsFolder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (folder === undefined) {
    throw new Error(
      `The tests need a PostgreSQL server, and there is none under ${versionsFolder}. Install it, for example with: apt-get install postgresql`,
    );
  }
  return folder;
}

function installWhenMissing(): void {
  if (existsSync(versionsFolder) || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'pipe' });
  execFileSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', 'postgresql'], { stdio: 'pipe' });
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}

async function untilReady(url: string, exited: Promise<void>): Promise<void> {
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await administer(`${url}/postgres`, 'select 1');
    } catch (error) {
      if (gone || Date.now() > deadline) throw new Error(`The PostgreSQL of the tests did not start at ${url}.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
