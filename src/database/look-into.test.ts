import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPostgresDatabase } from '../../tests/support/databases.ts';
import { migrations } from './migrations/migration.ts';
import { schemaStatus } from './migrations/schema-state.ts';
import { lookIntoDatabase, openDatabase } from './open-database.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-look-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'aiwriter.db');
}

it('a look into a database beside its owner sees what is committed and writes not one byte', async () => {
  const file = newFile();
  const owner = await openDatabase({ url: `sqlite:${file}` });
  await owner.transaction((trx) => trx.insertInto('settings').values({ name: 'a', value: '1', updated_at: 1 }).execute());
  const bytes = () => [file, `${file}-wal`].map((path) => readFileSync(path).toString('base64'));
  const before = bytes();
  const seen = await lookIntoDatabase(`sqlite:${file}`, async (database) => ({
    status: await schemaStatus(database),
    names: await database.read.selectFrom('settings').select('name').execute(),
  }));
  expect(seen).toMatchObject({ status: { version: migrations.length, pending: [] }, names: [{ name: 'a' }] });
  expect(bytes()).toEqual(before);
  await owner.close();
});

it('a look makes no database where there is none', async () => {
  const file = newFile();
  expect(await lookIntoDatabase(`sqlite:${file}`, schemaStatus)).toMatchObject({ version: 0, pending: migrations.map(({ name }) => name) });
  expect(existsSync(file)).toBe(false);
  const url = await createPostgresDatabase('template0');
  expect(await lookIntoDatabase(url, schemaStatus)).toMatchObject({ version: 0 });
  expect(await lookIntoDatabase(url, schemaStatus)).toMatchObject({ version: 0 });
});

it('a look into what is no database says so', async () => {
  const file = newFile();
  writeFileSync(file, 'This is a letter and no database, however long one looks at it. '.repeat(50));
  await expect(lookIntoDatabase(`sqlite:${file}`, schemaStatus)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(lookIntoDatabase('mysql://x', schemaStatus)).rejects.toMatchObject({ code: 'validation_failed' });
});
