import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { prepared } from './prepared.ts';

describeEachEngine('a prepared query', (open) => {
  it('takes its values anew each time, in transactions and outside, and is built once for each', async () => {
    const database = await open();
    let built = 0;
    const insert = prepared((reader, { name, value }: { name: string; value: string }) =>
      reader.insertInto('settings').values({ name, value, updated_at: 1 }),
    );
    const find = prepared((reader, { name }: { name: string }) => {
      built += 1;
      return reader.selectFrom('settings').select('value').where('updated_at', '=', 1).where('name', '=', name);
    });
    await database.transaction(async (trx) => {
      await Promise.all([insert(trx, { name: 'a', value: 'one' }), insert(trx, { name: 'b', value: 'two' })]);
      expect(await find(trx, { name: 'a' })).toEqual([{ value: 'one' }]);
      expect(await find(trx, { name: 'b' })).toEqual([{ value: 'two' }]);
    });
    await database.transaction(async (trx) => expect(await find(trx, { name: 'a' })).toEqual([{ value: 'one' }]));
    expect(await Promise.all(['b', 'a', 'c'].map((name) => find(database.read, { name })))).toEqual([
      [{ value: 'two' }],
      [{ value: 'one' }],
      [],
    ]);
    expect(built).toBeLessThanOrEqual(2);
  });
});
