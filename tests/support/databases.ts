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

/** For suites about the features, which need a database but not both engines. */
export function sqliteOpener(): OpenDatabase {
  return opener(openTemporarySqlite);
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

async function openTemporaryPostgres(cleanups: Cleanups, options: OpenOptions): Promise<Database> {
  const url = await createPostgresDatabase(cleanups, 'migrated');
  const database = await openPostgresDatabase({ url, ...options });
  cleanups.push(() => database.close());
  return database;
}

/** A database on the server of this run, removed after the test. @param template `migrated`, or `template0` for an empty one */
export async function createPostgresDatabase(cleanups: Cleanups, template: 'migrated' | 'template0'): Promise<string> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `create database ${name} template ${template}`);
  cleanups.push(() => administer(serverUrl, `drop database ${name} with (force)`));
  return `${serverUrl}/${name}`;
}

export function temporaryFolder(cleanups: Cleanups): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
