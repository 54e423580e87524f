import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { assertOutsideTransaction } from '../shared/transaction-guard.ts';
import type { Database, Transaction } from './database.ts';

function addSetting(trx: Transaction, name: string): Promise<unknown> {
  return trx.insertInto('settings').values({ name, value: '1', updated_at: 1 }).execute();
}

async function settingNames(database: Database): Promise<string[]> {
  const rows = await database.read.selectFrom('settings').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

describeEachEngine('a transaction', (open) => {
  it('refuses another transaction, a read beside it and guarded work inside it', async () => {
    const database = await open();
    const inside = (work: () => Promise<unknown>) => database.transaction(() => work());
    await expect(inside(() => database.transaction((trx) => addSetting(trx, 'a')))).rejects.toThrow(
      /Another transaction was started inside/,
    );
    await expect(inside(() => settingNames(database))).rejects.toThrow(/read outside of the transaction was started inside/);
    await expect(inside(async () => assertOutsideTransaction('A model call'))).rejects.toThrow(/A model call was started inside/);
    expect(() => assertOutsideTransaction('A model call')).not.toThrow();
    expect(await settingNames(database)).toEqual([]);
  });

  it('does not mark work that was started in it and runs on behind it', async () => {
    const database = await open();
    const ended = Promise.withResolvers<void>();
    let behind: Promise<string[]> | undefined;
    await database.transaction(async (trx) => {
      behind = ended.promise.then(() => settingNames(database));
      await addSetting(trx, 'a');
    });
    ended.resolve();
    expect(await behind).toEqual(['a']);
  });

  it('is rolled back when no statement runs in it for the idle time, and lets others go on', async () => {
    const database = await open({ idleTransactionMs: 30 });
    let handle: Transaction | undefined;
    const hanging = database.transaction(async (trx) => {
      handle = trx;
      await addSetting(trx, 'hanging');
      await new Promise(() => {});
    });
    const next = database.transaction((trx) => addSetting(trx, 'next'));
    await expect(hanging).rejects.toThrow('A database transaction was rolled back: no statement ran in it for 30 ms.');
    await next;
    expect(await settingNames(database)).toEqual(['next']);
    await expect(addSetting(handle as Transaction, 'late')).rejects.toThrow();
    expect(await settingNames(database)).toEqual(['next']);
  });

  it('cannot be committed after a failed statement, even when the work catches the error', async () => {
    const database = await open();
    const work = database.transaction(async (trx) => {
      await addSetting(trx, 'a');
      await addSetting(trx, 'a').catch(() => {});
      return 'done';
    });
    await expect(work).rejects.toThrow(/unique/i);
    expect(await settingNames(database)).toEqual([]);
  });

  it('refuses to end while a statement is still running', async () => {
    const database = await open();
    const work = database.transaction(async (trx) => {
      void addSetting(trx, 'a').catch(() => {});
    });
    await expect(work).rejects.toThrow(/ended with 1 statement\(s\) still running/);
    expect(await settingNames(database)).toEqual([]);
  });

  it.each(['throws', 'returns'])('refuses what comes while it is rolled back because its work %s before its statements', async (how) => {
    const database = await open();
    let behind: Promise<unknown> = Promise.resolve();
    const work = database.transaction(async (trx) => {
      behind = ['a', 'b', 'c'].reduce<Promise<unknown>>((before, name) => before.then(() => addSetting(trx, name)), Promise.resolve());
      behind.catch(() => {});
      await Promise.resolve();
      if (how === 'throws') throw new Error('The work gave up');
    });
    await expect(work).rejects.toThrow(how === 'throws' ? 'The work gave up' : /still running/);
    await expect(behind).rejects.toThrow(/after the end of its database transaction|already rolled back/);
    expect(await settingNames(database)).toEqual([]);
  });

  it('runs statements that are awaited together', async () => {
    const database = await open();
    await database.transaction((trx) => Promise.all(['a', 'b', 'c'].map((name) => addSetting(trx, name))));
    expect(await settingNames(database)).toEqual(['a', 'b', 'c']);
  });

  it('refuses work after the database is closed, and closes after the work that runs', async () => {
    const database = await open();
    const running = database.transaction((trx) => addSetting(trx, 'a'));
    await Promise.all([running, running.then(() => database.close())]);
    await expect(database.transaction((trx) => addSetting(trx, 'b'))).rejects.toThrow();
    await database.close();
  });

  it('reads with forUpdate and skipLocked', async () => {
    const database = await open();
    await database.transaction((trx) => addSetting(trx, 'a'));
    const rows = await database.transaction((trx) => trx.selectFrom('settings').select('name').forUpdate().skipLocked().execute());
    expect(rows).toEqual([{ name: 'a' }]);
  });

  it('names the rule of the schema that a statement broke', async () => {
    const { violationOf } = await import('./errors.ts');
    const database = await open();
    await database.transaction((trx) => addSetting(trx, 'a'));
    const broken = async (work: (trx: Transaction) => Promise<unknown>) =>
      violationOf(await database.transaction(work).catch((error) => error));
    expect(await broken((trx) => addSetting(trx, 'a'))).toBe('unique');
    const key = { workspace_id: 'nowhere', id: 'k', kek_id: 'k', wrapped_key: null, created_at: 1, shredded_at: null };
    expect(await broken((trx) => trx.insertInto('workspace_keys').values(key).execute())).toBe('foreign_key');
    const user = {
      id: 'u',
      name: 'n',
      email: 'e',
      email_verified: 0 as const,
      image: null,
      status: 'gone' as 'active',
      created_at: 1,
      updated_at: 1,
    };
    expect(await broken((trx) => trx.insertInto('users').values(user).execute())).toBe('check');
    expect(await broken(() => Promise.reject(new Error('other')))).toBe(null);
  });
});
