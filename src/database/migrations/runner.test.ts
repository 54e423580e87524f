import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createPostgresDatabase, temporaryFolder } from '../../../tests/support/databases.ts';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';
import { initial } from './0001-initial.ts';
import { type Migration, migrations } from './migration.ts';
import type { MigrationOptions } from './runner.ts';
import { schemaStatus } from './schema-state.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(url: string, migrations: MigrationOptions): Promise<Database> {
  const database = await openDatabase({ url, migrations });
  cleanups.push(() => database.close());
  return database;
}

async function openAndClose(url: string, migrations: MigrationOptions): Promise<void> {
  const database = await open(url, migrations);
  await database.close();
}

const second: Migration = {
  version: 2,
  name: '0002-notes',
  oldestProgram: 2,
  up: (schema) => schema.table('notes', { id: 'key', at: 'bigint' }, { primary: ['id'] }),
};

/** A database as the first program made it. */
const first: MigrationOptions = { known: [initial] };

const kinds = [
  { engine: 'sqlite', freshUrl: async () => `sqlite:${join(temporaryFolder(cleanups), 'aiwriter.db')}` },
  { engine: 'postgres', freshUrl: () => createPostgresDatabase('template0') },
] as const;

describe.each(kinds)('migrations ($engine)', ({ freshUrl }) => {
  it('run once, in order, and are reported', async () => {
    const url = await freshUrl();
    await openAndClose(url, { now: () => 1000 });
    const database = await open(url, { now: () => 2000 });
    expect(await schemaStatus(database)).toEqual({
      version: migrations.length,
      oldestProgram: 1,
      programVersion: migrations.length,
      applied: migrations.map(({ name }) => ({ name, appliedAt: 1000 })),
      pending: [],
    });
  });

  it('are run by one of several processes that start at once', async () => {
    const url = await freshUrl();
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, [join(import.meta.dirname, 'migrating-process.fixture.ts'), url], { stdio: 'inherit' });
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect((await schemaStatus(await open(url, { mode: 'expect' }))).applied).toHaveLength(migrations.length);
  });

  it('change nothing when one of them fails', async () => {
    const url = await freshUrl();
    const failing: Migration = { ...second, version: 3, name: '0003-failing', up: (schema) => schema.index('broken', 'nowhere', ['id']) };
    await expect(open(url, { known: [initial, second, failing] })).rejects.toThrow(/nowhere/);
    expect(await schemaStatus(await open(url, { mode: 'any' }))).toMatchObject({
      version: 0,
      applied: [],
      pending: migrations.map(({ name }) => name),
    });
  });

  it('are refused when one that ran has changed', async () => {
    const url = await freshUrl();
    await openAndClose(url, first);
    const changed: Migration = {
      ...initial,
      async up(schema) {
        await initial.up(schema);
        await schema.index('users_by_name', 'users', ['name']);
      },
    };
    await expect(open(url, { known: [changed] })).rejects.toMatchObject({
      code: 'version_refused',
      message: 'The migration 0001-initial is not the one that ran on this database.',
    });
  });

  it('keep an older program out of a database it cannot use, and let it into one it can', async () => {
    const url = await freshUrl();
    await openAndClose(url, { known: [initial, { ...second, oldestProgram: 1 }] });
    await openAndClose(url, { known: [initial] });
    const third: Migration = {
      version: 3,
      name: '0003-more',
      oldestProgram: 3,
      up: (schema) => schema.index('notes_by_time', 'notes', ['at']),
    };
    await openAndClose(url, { known: [initial, { ...second, oldestProgram: 1 }, third] });
    await expect(open(url, { known: [initial] })).rejects.toMatchObject({
      code: 'version_refused',
      message: expect.stringMatching(/schema version 3 and needs .* version 3 or newer; this program was made for version 1/),
    });
  });

  it('are asked for, and not run, when they are expected', async () => {
    const url = await freshUrl();
    await openAndClose(url, first);
    await expect(open(url, { mode: 'expect', known: [initial, second] })).rejects.toMatchObject({
      code: 'version_refused',
      message: 'The database has schema version 1; this program needs version 2.',
    });
  });
});

describe('migrations (sqlite)', () => {
  it('keep a whole copy of the database before they change it', async () => {
    const url = await kinds[0].freshUrl();
    const before = await open(url, first);
    await before.transaction((trx) => trx.insertInto('settings').values({ name: 'a', value: '1', updated_at: 1 }).execute());
    await before.close();
    await openAndClose(url, { known: [initial, second] });
    const backups = join(dirname(url.slice('sqlite:'.length)), 'backups');
    const copies = readdirSync(backups);
    expect(copies).toEqual([expect.stringMatching(/^before-migration-from-1-.*\.db$/)]);
    const copy = await open(`sqlite:${join(backups, copies[0] ?? '')}`, { mode: 'expect', ...first });
    expect(await copy.read.selectFrom('settings').select('name').execute()).toEqual([{ name: 'a' }]);
  });

  it('may rebuild a table others refer to, but not leave a row that refers to nothing', async () => {
    const url = await kinds[0].freshUrl();
    const database = await open(url, first);
    const key = { workspace_id: 'w', id: 'k', kek_id: 'k', wrapped_key: null, created_at: 1, shredded_at: null };
    await database.transaction(async (trx) => {
      await trx.insertInto('workspaces').values({ id: 'w', name: 'n', slug: 's', created_at: 1, updated_at: 1 }).execute();
      await trx.insertInto('workspace_keys').values(key).execute();
    });
    await database.close();
    const losing: Migration = { ...second, up: async ({ db }) => void (await sql`delete from workspaces`.execute(db)) };
    await expect(open(url, { known: [initial, losing] })).rejects.toThrow(
      '1 row(s) that refer to nothing, the first in workspace_keys to workspaces',
    );
    expect(await schemaStatus(await open(url, first))).toMatchObject({ version: 1 });
  });
});
