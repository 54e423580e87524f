import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { acquireLease, type Lease, releaseLease, renewLease } from '../database/leases.ts';
import type { Logger } from '../ports/logger.ts';

/** How long a leader that died keeps others from its work, milliseconds. */
const leaseMs = 30_000;

export interface LeadershipParts {
  database: Database;
  logger: Logger;
  /** What is led; one process at a time holds it. */
  name: string;
  /** Names this process. */
  holder: string;
}

/** Does the work while this process leads, and waits for its turn while another does. Resolves when the signal aborts. */
export async function whileLeading(
  parts: LeadershipParts,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await acquireLease(parts.database, { name: parts.name, holder: parts.holder, ttlMs: leaseMs });
      if (lease !== null) await lead(parts, lease, work, signal);
    } catch (error) {
      parts.logger.error({ err: error, lease: parts.name }, 'the work of the leader broke off; it is taken up again');
    }
    await pause(leaseMs / 3, signal);
  }
}

async function lead(
  { database }: LeadershipParts,
  lease: Lease,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const renewing = setInterval(() => {
    renewLease(database, lease, leaseMs).then(
      (isHeld) => isHeld || lost.abort(),
      () => lost.abort(),
    );
  }, leaseMs / 3);
  try {
    await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewing);
    await releaseLease(database, lease);
  }
}

/** Sleeps, or less when the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
}
