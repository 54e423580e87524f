import { type Selectable, sql } from 'kysely';
import { AppError } from '../shared/errors.ts';
import type { Database, DatabaseTraits, Reader, Transaction } from './database.ts';
import type { LeasesTable } from './tables.ts';

/** The right of one process to do something alone, for example to lead. */
export interface Lease {
  readonly name: string;
  /** ID of the process, new at each start. */
  readonly holder: string;
  /** Rises with each acquisition, so that a holder that lost the lease without knowing is refused. */
  readonly token: number;
}

/** UTC milliseconds by the clock that decides about leases: the database's where several processes share it. */
export async function leaseNow(reader: Reader, traits: DatabaseTraits): Promise<number> {
  if (traits.leaseClock === 'process') return Date.now();
  const { rows } = await sql<{ now: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(reader);
  return (rows[0] as { now: number }).now;
}

/**
 * Takes a lease that nobody holds; null when somebody does, this holder included.
 * With one owner of the data folder (SQLite) a lease of an earlier process is void, and one of this process lasts until released;
 * otherwise a lease lasts `ttlMs` by the database's clock.
 */
export async function acquireLease(
  database: Database,
  { name, holder, ttlMs }: { name: string; holder: string; ttlMs: number },
): Promise<Lease | null> {
  return database.transaction(async (trx) => {
    // Makes the row first, so that two who acquire at once meet at its lock.
    await trx
      .insertInto('leases')
      .values({ name, holder: '', token: 0, expires_at: 0 })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const row = await trx.selectFrom('leases').selectAll().where('name', '=', name).forUpdate().executeTakeFirstOrThrow();
    const now = await leaseNow(trx, database.traits);
    if (isHeld(row, holder, now, database.traits)) return null;
    const token = row.token + 1;
    await trx
      .updateTable('leases')
      .set({ holder, token, expires_at: now + ttlMs })
      .where('name', '=', name)
      .execute();
    return { name, holder, token };
  });
}

/** Prolongs a lease. False when it was lost: what it protects must stop. */
export async function renewLease(database: Database, lease: Lease, ttlMs: number): Promise<boolean> {
  return database.transaction(async (trx) => {
    const now = await leaseNow(trx, database.traits);
    return updateHeld(trx, database.traits, lease, now, now + ttlMs);
  });
}

/** Gives a lease back; nothing happens when it was lost already. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await database.transaction(async (trx) => {
    await updateHeld(trx, database.traits, lease, await leaseNow(trx, database.traits), 0);
  });
}

/**
 * The first statement of a transaction that only the holder may make. A takeover waits until the transaction ends.
 * Throws AppError `locked` when the lease was lost.
 */
export async function fenceByLease(trx: Transaction, traits: DatabaseTraits, lease: Lease): Promise<void> {
  if (await updateHeld(trx, traits, lease, await leaseNow(trx, traits))) return;
  throw new AppError('locked', `The lease “${lease.name}” has passed to another process.`, { hint: 'That process goes on with the work.' });
}

function isHeld(row: Selectable<LeasesTable>, holder: string, now: number, traits: DatabaseTraits): boolean {
  if (row.expires_at === 0) return false;
  return traits.leaseClock === 'process' ? row.holder === holder : row.expires_at > now;
}

async function updateHeld(trx: Transaction, traits: DatabaseTraits, lease: Lease, now: number, expiresAt?: number): Promise<boolean> {
  const result = await trx
    .updateTable('leases')
    .set(expiresAt === undefined ? { token: lease.token } : { expires_at: expiresAt })
    .where('name', '=', lease.name)
    .where('holder', '=', lease.holder)
    .where('token', '=', lease.token)
    .where('expires_at', '>', traits.leaseClock === 'process' ? 0 : now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
