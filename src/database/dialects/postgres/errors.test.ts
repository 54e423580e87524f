import { sql } from 'kysely';
import { describe, expect, inject, it } from 'vitest';
import { postgresOpener } from '../../../../tests/support/databases.ts';
import { openDatabase } from '../../open-database.ts';

describe('a PostgreSQL that cannot be used', () => {
  it('is named with its address and without the password', async () => {
    const error = await openDatabase({ url: 'postgres://me:secret@127.0.0.1:1/desk' }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('127.0.0.1:1/desk cannot be reached') });
    expect(`${error.message} ${error.hint}`).not.toContain('secret');
  });

  it('says that the database does not exist', async () => {
    await expect(openDatabase({ url: `${inject('postgresUrl')}/nowhere` })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('refused access: database "nowhere" does not exist'),
    });
  });

  it('is not looked for under another kind of URL', () => {
    expect(() => openDatabase({ url: 'mysql://localhost/desk' })).toThrow(/begins with “mysql”/);
  });
});

describe('a connection that is cut', () => {
  const open = postgresOpener();

  it('fails the transaction it was in as unavailable, and the next one works', async () => {
    const database = await open();
    const cut = database.transaction((trx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx));
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' });
    await database.transaction((trx) => trx.insertInto('settings').values({ name: 'a', value: '1', updated_at: 1 }).execute());
    expect(await database.read.selectFrom('settings').select('name').execute()).toEqual([{ name: 'a' }]);
  });
});
