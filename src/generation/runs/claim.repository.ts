import { sql } from 'kysely';
import type { Database, Transaction } from '../../database/database.ts';
import { leaseNow } from '../../database/leases.ts';
import { prepared } from '../../database/prepared.ts';
import { runFromRow } from './run.rows.ts';
import { type Claim, ClaimLost, type Run } from './run.ts';

/** How long a claim lives without being renewed, on engines where the database's clock decides. */
export const claimMs = 30_000;

export interface ClaimedRun {
  claim: Claim;
  run: Run;
  /** True when a player had it before: its calls may be half done. */
  wasPlayed: boolean;
}

/** Claims queued runs and those whose player is gone, the most urgent and oldest first. @param limit how many at most */
export async function claimRuns(database: Database, holder: string, limit: number): Promise<ClaimedRun[]> {
  return database.transaction(async (trx) => {
    const now = await leaseNow(trx, database.traits);
    let candidates = trx
      .selectFrom('runs')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb('status', '=', 'queued'),
          eb.and([
            eb('status', '=', 'running'),
            database.traits.leaseClock === 'database' ? eb('lease_expires_at', '<', now) : eb('lease_holder', '!=', holder),
          ]),
        ]),
      )
      .orderBy('priority', 'desc')
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit);
    if (database.traits.rowLocks) candidates = candidates.forUpdate().skipLocked();
    const rows = await candidates.execute();
    if (rows.length === 0) return [];
    await trx
      .updateTable('runs')
      .set((eb) => ({
        status: 'running',
        waiting_for: null,
        lease_holder: holder,
        lease_token: eb('lease_token', '+', 1),
        lease_expires_at: now + claimMs,
        started_at: eb.fn.coalesce('started_at', eb.val(now)),
      }))
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    return rows.map((row) => ({
      claim: { runId: row.id, workspaceId: row.workspace_id, holder, token: row.lease_token + 1 },
      run: { ...runFromRow(row), status: 'running', waitingFor: null, startedAt: row.started_at ?? now },
      wasPlayed: row.lease_token > 0,
    }));
  });
}

const proveClaim = prepared((trx, { runId, holder, token, events }: Claim & { events: number }) =>
  trx
    .updateTable('runs')
    .set({ event_seq: sql`event_seq + ${events}` })
    .where('id', '=', runId)
    .where('status', '=', 'running')
    .where('lease_holder', '=', holder)
    .where('lease_token', '=', token)
    .returning(['event_seq', 'cancel_requested']),
);

/**
 * The first statement of every transaction of a player: proves the claim inside the write and numbers its events.
 * Returns the number of the first event. Throws ClaimLost.
 */
export async function fence(trx: Transaction, claim: Claim, events: number): Promise<{ firstSeq: number; cancelRequested: boolean }> {
  const [row] = await proveClaim(trx, { ...claim, events });
  if (row === undefined) throw new ClaimLost(claim);
  return { firstSeq: row.event_seq - events + 1, cancelRequested: row.cancel_requested === 1 };
}

/** Prolongs the claims of a holder; needed where the database's clock decides. @returns IDs of the runs that another process asked to end */
export async function renewClaims(database: Database, holder: string): Promise<string[]> {
  return database.transaction(async (trx) => {
    const rows = await lockPlayed(trx, holder);
    if (rows.length === 0) return [];
    await trx
      .updateTable('runs')
      .set({ lease_expires_at: (await leaseNow(trx, database.traits)) + claimMs })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    return rows.filter((row) => row.cancel_requested === 1).map((row) => row.id);
  });
}

/** Whoever locks several runs does it in the order of their IDs, or two such transactions could wait for each other. */
async function lockPlayed(trx: Transaction, holder: string): Promise<{ id: string; cancel_requested: 0 | 1 }[]> {
  const held = trx.selectFrom('runs').select(['id', 'cancel_requested']).where('lease_holder', '=', holder).where('status', '=', 'running');
  return held.orderBy('id').forUpdate().execute();
}

/**
 * Puts runs that this process holds but no longer plays back into the queue: their player could not write its end.
 * @param playing IDs of the runs that are being played
 */
export async function requeueOrphans(database: Database, holder: string, playing: readonly string[]): Promise<void> {
  const held = await database.read
    .selectFrom('runs')
    .select('id')
    .where('status', '=', 'running')
    .where('lease_holder', '=', holder)
    .execute();
  if (held.every(({ id }) => playing.includes(id))) return;
  await database.transaction(async (trx) => {
    const orphans = (await lockPlayed(trx, holder)).map(({ id }) => id).filter((id) => !playing.includes(id));
    if (orphans.length === 0) return;
    await trx
      .updateTable('runs')
      .set({ status: 'queued', lease_holder: null, lease_expires_at: null, lease_token: sql`lease_token + 1` })
      .where('id', 'in', orphans)
      .execute();
  });
}
