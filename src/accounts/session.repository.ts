import type { Database, Reader, Transaction } from '../database/database.ts';
import type { Role } from '../database/tables.ts';

export interface Session {
  id: string;
  userId: string;
  workspaceId: string;
  userAgent: string | null;
  createdAt: number;
  expiresAt: number;
}

export async function insertSession(trx: Transaction, session: Session, tokenHash: string): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      workspace_id: session.workspaceId,
      token_hash: tokenHash,
      user_agent: session.userAgent,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The person of a session that is not over, with their role today: a look-up made before a scope exists. */
export async function findSession(
  reader: Reader,
  tokenHash: string,
  now: number,
): Promise<{ userId: string; workspaceId: string; role: Role } | null> {
  const row = await reader
    .selectFrom('sessions')
    .innerJoin('memberships', (join) =>
      join.onRef('memberships.user_id', '=', 'sessions.user_id').onRef('memberships.workspace_id', '=', 'sessions.workspace_id'),
    )
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.user_id as userId', 'sessions.workspace_id as workspaceId', 'memberships.role as role'])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('users.status', '=', 'active')
    .executeTakeFirst();
  return row ?? null;
}

export async function deleteSession(trx: Transaction, tokenHash: string): Promise<void> {
  await trx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

/** @returns how many sessions were over and are gone */
export async function sweepSessions(database: Database, now: number): Promise<number> {
  return database.transaction(async (trx) => {
    const result = await trx.deleteFrom('sessions').where('expires_at', '<=', now).executeTakeFirst();
    return Number(result.numDeletedRows);
  });
}
