import type { Database, Reader, Transaction } from '../database/database.ts';

/** Whose key it is: equal keys of two callers have nothing to do with each other. */
export interface IdempotencyKey {
  workspaceId: string;
  principal: string;
  key: string;
}

/** What is said again to a repetition. */
export interface KeptAnswer {
  status: number;
  /** The body as it was sent. */
  response: string;
  etag: string | null;
}

export interface TakenKey {
  requestHash: string;
  /** Null while the first request is being answered. */
  answer: KeptAnswer | null;
}

export async function findKey(reader: Reader, key: IdempotencyKey): Promise<TakenKey | null> {
  const row = await reader
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'response', 'etag'])
    .where('workspace_id', '=', key.workspaceId)
    .where('principal', '=', key.principal)
    .where('key', '=', key.key)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { request_hash: requestHash, status, response, etag } = row;
  return { requestHash, answer: status === null ? null : { status, response: response ?? '', etag } };
}

/** Takes the key for a request that is about to be answered; false when somebody has it. An expired one is free. */
export async function takeKey(
  database: Database,
  key: IdempotencyKey,
  { requestHash, now, keptMs }: { requestHash: string; now: number; keptMs: number },
): Promise<boolean> {
  return database.transaction(async (trx) => {
    await trx
      .deleteFrom('idempotency_keys')
      .where('workspace_id', '=', key.workspaceId)
      .where('principal', '=', key.principal)
      .where('key', '=', key.key)
      .where('expires_at', '<=', now)
      .execute();
    const row = { workspace_id: key.workspaceId, principal: key.principal, key: key.key, request_hash: requestHash };
    const result = await trx
      .insertInto('idempotency_keys')
      .values({ ...row, status: null, response: null, etag: null, created_at: now, expires_at: now + keptMs })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  });
}

/** Keeps the answer unless one is kept already: what was committed with the work stands. */
export async function keepAnswer(trx: Transaction, key: IdempotencyKey, { status, response, etag }: KeptAnswer): Promise<void> {
  await trx
    .updateTable('idempotency_keys')
    .set({ status, response, etag })
    .where('workspace_id', '=', key.workspaceId)
    .where('principal', '=', key.principal)
    .where('key', '=', key.key)
    .where('status', 'is', null)
    .execute();
}

/** Frees a key whose request was not answered in a way that may be repeated. */
export async function freeKey(trx: Transaction, key: IdempotencyKey): Promise<void> {
  await trx
    .deleteFrom('idempotency_keys')
    .where('workspace_id', '=', key.workspaceId)
    .where('principal', '=', key.principal)
    .where('key', '=', key.key)
    .where('status', 'is', null)
    .execute();
}

/** Frees keys taken by requests that died before this moment without an answer, and drops answers whose time is over. @returns how many */
export async function sweepKeys(database: Database, unansweredBefore: number, now: number): Promise<number> {
  return database.transaction(async (trx) => {
    const result = await trx
      .deleteFrom('idempotency_keys')
      .where((eb) => eb.or([eb('expires_at', '<=', now), eb.and([eb('status', 'is', null), eb('created_at', '<', unansweredBefore)])]))
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  });
}
