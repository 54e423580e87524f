import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { Database } from './database.ts';
import { acquireLease, fenceByLease, type Lease, leaseNow, releaseLease, renewLease } from './leases.ts';

const name = 'leader';
const ttlMs = 60_000;

/** What makes a lease of a living process pass to another: time on PostgreSQL, a new process on SQLite (which needs nothing). */
async function expire(database: Database): Promise<void> {
  if (database.traits.leaseClock === 'process') return;
  await database.transaction((trx) => trx.updateTable('leases').set({ expires_at: 1 }).where('expires_at', '>', 1).execute());
}

/** Writes as the holder of a lease; false when the fence refuses it. */
async function writeFenced(database: Database, lease: Lease): Promise<boolean> {
  try {
    await database.transaction(async (trx) => {
      await fenceByLease(trx, database.traits, lease);
      await trx.deleteFrom('settings').execute();
      await trx
        .insertInto('settings')
        .values({ name: 'token', value: String(lease.token), updated_at: 1 })
        .execute();
    });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'locked' });
    return false;
  }
}

type Action = { act: 'acquire' | 'renew' | 'release' | 'write' | 'expire'; holder: string };

const actions = fc.array(
  fc.record({ act: fc.constantFrom('acquire', 'renew', 'release', 'write', 'expire'), holder: fc.constantFrom('a', 'b', 'c') }),
  { minLength: 5, maxLength: 25 },
) as fc.Arbitrary<Action[]>;

describeEachEngine('leases', (open) => {
  it('are given to one of many who acquire at once', async () => {
    const database = await open();
    const leases = await Promise.all(Array.from({ length: 8 }, () => acquireLease(database, { name, holder: 'same', ttlMs })));
    expect(leases.filter((lease) => lease !== null)).toEqual([{ name, holder: 'same', token: 1 }]);
    await releaseLease(database, { name, holder: 'same', token: 1 });
    const again = await Promise.all(Array.from({ length: 8 }, () => acquireLease(database, { name, holder: 'same', ttlMs })));
    expect(again.filter((lease) => lease !== null)).toEqual([{ name, holder: 'same', token: 2 }]);
  });

  it('are free again after their release, with a higher token', async () => {
    const database = await open();
    const first = await acquireLease(database, { name, holder: 'a', ttlMs });
    await releaseLease(database, first as Lease);
    expect(await acquireLease(database, { name, holder: 'a', ttlMs })).toEqual({ name, holder: 'a', token: 2 });
    expect(await renewLease(database, first as Lease, ttlMs)).toBe(false);
  });

  it('tell the time in milliseconds', async () => {
    const database = await open();
    expect(Math.abs((await leaseNow(database.read, database.traits)) - Date.now())).toBeLessThan(5_000);
  });

  it('let only the newest token write, whatever the holders do', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        let newest = 0;
        const held = new Map<string, Lease>();
        for (const { act, holder } of list) {
          const mine = held.get(holder);
          if (act === 'expire') await expire(database);
          else if (act === 'acquire') {
            const lease = await acquireLease(database, { name, holder, ttlMs });
            if (lease === null) continue;
            expect(lease.token).toBeGreaterThan(newest);
            newest = lease.token;
            held.set(holder, lease);
          } else if (mine !== undefined) {
            const done = act === 'renew' ? await renewLease(database, mine, ttlMs) : act === 'write' && (await writeFenced(database, mine));
            if (done) expect(mine.token).toBe(newest);
            if (act === 'release') await releaseLease(database, mine);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
