import type { Database, Transaction } from '../database/database.ts';
import type { Clock } from '../shared/clock.ts';
import { findAnswer, freeKey, type IdempotencyKey, type KeptAnswer, keepAnswer, takeKey } from './idempotency.repository.ts';

export type IdempotencyService = ReturnType<typeof createIdempotencyService>;

/** Answers kept by their callers' idempotency keys. @param keptMs how long an answer is kept, milliseconds */
export function createIdempotencyService({ database, clock, keptMs }: { database: Database; clock: Clock; keptMs: number }) {
  return {
    /** Takes the key for a request that is about to be answered; false when somebody has it. */
    take: (key: IdempotencyKey, requestHash: string): Promise<boolean> => takeKey(database, key, { requestHash, now: clock.now(), keptMs }),

    find: (key: IdempotencyKey): Promise<KeptAnswer | null> => findAnswer(database.read, key),

    /** Keeps the answer in the transaction that does the work. */
    keepWith: (trx: Transaction, key: IdempotencyKey, status: number, response: string): Promise<void> =>
      keepAnswer(trx, key, status, response),

    /** Keeps the answer that was sent, unless one was kept with the work; null frees a key whose request may be sent again. */
    settle: (key: IdempotencyKey, answer: { status: number; response: string } | null): Promise<void> =>
      database.transaction((trx) => (answer === null ? freeKey(trx, key) : keepAnswer(trx, key, answer.status, answer.response))),
  };
}
