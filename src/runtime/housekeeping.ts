import { join } from 'node:path';
import { sweepKeys, sweepSessions } from '../accounts/index.ts';
import type { LoadedConfig } from '../config/index.ts';
import { collectBlobs } from '../content/index.ts';
import type { Database, Transaction } from '../database/database.ts';
import { interruptCallsBefore, removeEventsBefore } from '../generation/index.ts';
import { removeOutgoingBefore } from '../ops/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { Adapters } from './adapters.ts';
import type { Features } from './features.ts';
import { pause } from './leadership.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Nothing that is being answered takes longer; a key without an answer after this long lost its process. */
const longestAnswerMs = 10 * minute;
/** A file nothing refers to is kept this long, so that a backup of the last days finds it. */
const blobGraceMs = 7 * day;
/** Who has not typed for this long has stopped; what they typed becomes a revision. */
const draftIdleMs = 10 * minute;
const rowsPerCommit = 500;

/** Something that is done over and over while this process leads. */
export interface Chore {
  name: string;
  everyMs: number;
  /** Milliseconds after the start until it is done first. */
  firstMs: number;
  /** @returns how many things it was done to */
  run: (now: number) => Promise<number>;
}

export interface HousekeepingParts {
  values: LoadedConfig['values'];
  adapters: Pick<Adapters, 'database' | 'blobs'>;
  features: Pick<Features, 'documents' | 'clock'>;
}

/** All that is kept for a time only or becomes something else with time, and when it is looked for. */
export function housekeepingChores({ values, adapters, features }: HousekeepingParts): readonly Chore[] {
  const { database, blobs: store } = adapters;
  const { clock, documents } = features;
  const spoolFolder = join(values.dataDir, 'spool');
  const removeAll = (remove: (trx: Transaction, limit: number) => Promise<number>) => inBatches(database, remove);
  return [
    { name: 'sessions', everyMs: 60 * minute, firstMs: 10 * minute, run: (now) => sweepSessions(database, now) },
    { name: 'idempotency keys', everyMs: 10 * minute, firstMs: 10 * minute, run: (now) => sweepKeys(database, now - longestAnswerMs, now) },
    {
      name: 'model calls a crash cut off',
      everyMs: 10 * minute,
      firstMs: minute,
      run: (now) => database.transaction((trx) => interruptCallsBefore(trx, now - longestAnswerMs, now)),
    },
    { name: 'drafts left alone', everyMs: minute, firstMs: minute, run: (now) => documents.saveIdleDrafts(now - draftIdleMs) },
    { name: 'trash', everyMs: hour, firstMs: minute, run: (now) => documents.purgeTrashedBefore(now - values.trashDays * day) },
    {
      name: 'events of finished runs',
      everyMs: hour,
      firstMs: minute,
      run: (now) => removeAll((trx, limit) => removeEventsBefore(trx, now - values.eventDays * day, limit)),
    },
    {
      name: 'log of outgoing requests',
      everyMs: hour,
      firstMs: minute,
      run: (now) => removeAll((trx, limit) => removeOutgoingBefore(trx, now - values.outgoingDays * day, limit)),
    },
    {
      name: 'files nothing refers to',
      everyMs: day,
      firstMs: 10 * minute,
      run: async () => {
        const { blobs, strays } = await collectBlobs({ database, store, clock, spoolFolder, graceMs: blobGraceMs });
        return blobs + strays;
      },
    },
  ];
}

/** Does each chore when its time has come, one after the other. One that fails is logged and has its next turn. */
export async function keepHouse(
  chores: readonly Chore[],
  { clock, logger }: { clock: Features['clock']; logger: Logger },
  signal: AbortSignal,
): Promise<void> {
  const start = clock.monotonic();
  const dueAt = new Map(chores.map((chore) => [chore, start + chore.firstMs]));
  while (!signal.aborted) {
    for (const chore of chores) {
      if (signal.aborted || (dueAt.get(chore) ?? 0) > clock.monotonic()) continue;
      await perform(chore, clock.now(), logger);
      dueAt.set(chore, clock.monotonic() + chore.everyMs);
    }
    await pause(Math.max(0, Math.min(...dueAt.values()) - clock.monotonic()), signal);
  }
}

async function perform(chore: Chore, now: number, logger: Logger): Promise<void> {
  try {
    const count = await chore.run(now);
    logger[count > 0 ? 'info' : 'debug']({ chore: chore.name, count }, 'kept house');
  } catch (error) {
    logger.error({ err: error, chore: chore.name }, 'a chore failed; it has its next turn');
  }
}

/** In small transactions, so that nobody waits long behind them. */
async function inBatches(database: Database, remove: (trx: Transaction, limit: number) => Promise<number>): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await database.transaction((trx) => remove(trx, rowsPerCommit));
    removed += batch;
    if (batch === 0) return removed;
  }
}

/** At the start: keys whose requests died with the process before. Where several processes share a database, only those that are old enough. */
export async function freeDeadKeys(database: Database, now: number): Promise<void> {
  await sweepKeys(database, database.traits.leaseClock === 'process' ? now : now - longestAnswerMs, now);
}
