import { openSqliteDatabase } from './open.ts';

/** Writes transactions, ten at a time, and prints the name of each that was acknowledged, until it is killed. */
const database = await openSqliteDatabase({ file: process.argv[2] ?? '' });

async function write(writer: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const name = `${writer}-${index}`;
    await database.transaction((trx) => trx.insertInto('settings').values({ name, value: '1', updated_at: 1 }).execute());
    process.stdout.write(`${name}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, (_, writer) => write(writer)));
