import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, inject } from 'vitest';
import type { Database, DatabaseTraits } from '../../src/database/database.ts';
import { openPostgresDatabase } from '../../src/database/dialects/postgres/open.ts';
import { openSqliteDatabase } from '../../src/database/dialects/sqlite/open.ts';
import { administer } from './postgres.ts';

export interface OpenOptions {
  idleTransactionMs?: number;
}

/** Opens a fresh, migrated database; it is closed and removed after the test. */
export type OpenDatabase = (options?: OpenOptions) => Promise<Database>;

type Cleanups = (() => Promise<void> | void)[];

/** Runs a suite on SQLite and on PostgreSQL. */
export function describeEachEngine(name: string, suite: (open: OpenDatabase, engine: DatabaseTraits['engine']) => void): void {
  describe(`${name} (sqlite)`, () => suite(opener(openTemporarySqlite), 'sqlite'));
  describe(`${name} (postgres)`, () => suite(opener(openTemporaryPostgres), 'postgres'));
}

/** For suites about the features, which need a database but not both engines: SQLite, and in the full run PostgreSQL. */
export function sqliteOpener(): OpenDatabase {
  return opener(process.env.TEST_ENGINE === 'postgres' ? openTemporaryPostgres : openTemporarySqlite);
}

/** For suites about what only PostgreSQL does. */
export function postgresOpener(): OpenDatabase {
  return opener(openTemporaryPostgres);
}

function opener(open: (cleanups: Cleanups, options: OpenOptions) => Promise<Database>): OpenDatabase {
  const cleanups: Cleanups = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return (options = {}) => open(cleanups, options);
}

async function openTemporarySqlite(cleanups: Cleanups, options: OpenOptions): Promise<Database> {
  const folder = temporaryFolder(cleanups);
  const database = await openSqliteDatabase({ file: join(folder, 'aiwriter.db'), ...options });
  cleanups.push(() => database.close());
  return database;
}

/** Copying a database takes half a second, emptying one takes milliseconds; so the tests of a file share copies in turn. */
const emptied: string[] = [];

async function openTemporaryPostgres(cleanups: Cleanups, options: OpenOptions): Promise<Database> {
  const url = emptied.pop() ?? (await createPostgresDatabase('migrated'));
  const database = await openPostgresDatabase({ url, ...options });
  cleanups.push(async () => {
    await database.close();
    await emptyPostgresDatabase(url);
    emptied.push(url);
  });
  return database;
}

/** A database on the server of this run, which goes with it. @param template `migrated`, or `template0` for an empty one */
export async function createPostgresDatabase(template: 'migrated' | 'template0'): Promise<string> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`${serverUrl}/postgres`, `create database ${name} template ${template}`);
  return `${serverUrl}/${name}`;
}

async function emptyPostgresDatabase(url: string): Promise<void> {
  await administer(
    url,
    'set session_replication_role = replica',
    `do $$ declare name text; begin
       for name in select tablename from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'schema_version') loop
         execute 'delete from ' || name;
       end loop;
     end $$`,
  );
}

export function temporaryFolder(cleanups: Cleanups): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
