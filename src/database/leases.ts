import { sql } from 'kysely';
import type { DatabaseTraits, Reader } from './database.ts';

/** UTC milliseconds by the clock that decides about leases: the database's where several processes share it. */
export async function leaseNow(reader: Reader, traits: DatabaseTraits): Promise<number> {
  if (traits.leaseClock === 'process') return Date.now();
  const { rows } = await sql<{ now: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(reader);
  return (rows[0] as { now: number }).now;
}
