import type { Database } from '../database/database.ts';
import type { Clock } from '../shared/clock.ts';
import { findKey, freeKey, type IdempotencyKey, type KeptAnswer, keepAnswer, type TakenKey, takeKey } from './idempotency.repository.ts';

export type IdempotencyService = ReturnType<typeof createIdempotencyService>;

/** Answers kept by their callers' idempotency keys. @param keptMs how long an answer is kept, milliseconds */
export function createIdempotencyService({ database, clock, keptMs }: { database: Database; clock: Clock; keptMs: number }) {
  return {
    /** Takes the key for a request that is about to be answered; false when somebody has it. */
    take: (key: IdempotencyKey, requestHash: string): Promise<boolean> => takeKey(database, key, { requestHash, now: clock.now(), keptMs }),

    find: (key: IdempotencyKey): Promise<TakenKey | null> => findKey(database.read, key),

    /** Keeps the answer in the transaction that does the work. */
    keepWith: keepAnswer,

    /** Keeps the answer that was sent, unless one was kept with the work; null frees a key whose request may be sent again. */
    settle: (key: IdempotencyKey, answer: KeptAnswer | null): Promise<void> =>
      database.transaction((trx) => (answer === null ? freeKey(trx, key) : keepAnswer(trx, key, answer))),
  };
}
