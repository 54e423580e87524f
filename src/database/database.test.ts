import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { Transaction } from './database.ts';

function addSetting(trx: Transaction, name: string): Promise<unknown> {
  return trx.insertInto('settings').values({ name, value: '1', updated_at: 1_764_000_000_000 }).execute();
}

describeEachEngine('database', (open) => {
  it('shows a committed row to readers, with numbers as numbers', async () => {
    const database = await open();
    await database.transaction((trx) => addSetting(trx, 'a'));
    expect(await database.read.selectFrom('settings').selectAll().execute()).toEqual([
      { name: 'a', value: '1', updated_at: 1_764_000_000_000 },
    ]);
    const { count, sum } = await database.read
      .selectFrom('settings')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('updated_at').as('sum')])
      .executeTakeFirstOrThrow();
    expect([count, sum]).toEqual([1, 1_764_000_000_000]);
  });

  it('undoes a transaction whose work throws, and no other', async () => {
    const database = await open();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        database.transaction(async (trx) => {
          await addSetting(trx, `s${index}`);
          if (index % 2 === 1) throw new Error(`no ${index}`);
        }),
      ),
    );
    expect(results.map((result) => result.status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 1 ? 'rejected' : 'fulfilled')),
    );
    const rows = await database.read.selectFrom('settings').select('name').execute();
    expect(rows.map((row) => row.name).sort()).toEqual(Array.from({ length: 10 }, (_, index) => `s${index * 2}`).sort());
  });
});
