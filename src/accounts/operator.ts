import type { Database, Reader } from '../database/database.ts';
import { newId } from '../shared/ids.ts';
import type { WorkspaceScope } from './workspace-scope.ts';

/** An address nobody can have, so that the local operator can become an account without a clash. */
const operatorEmail = 'operator@localhost';

/** The person at the keyboard of an installation without accounts: owner of its first workspace. Made at the first start. */
export async function ensureOperator(database: Database, now: number): Promise<WorkspaceScope> {
  const known = await findOperator(database.read);
  if (known !== null) return known;
  return database.transaction(async (trx) => {
    const raced = await findOperator(trx);
    if (raced !== null) return raced;
    const userId = newId('user');
    const workspaceId = newId('workspace');
    const times = { created_at: now, updated_at: now };
    const made = await trx
      .insertInto('users')
      .values({ id: userId, name: 'Local operator', email: operatorEmail, email_verified: 0, image: null, status: 'active', ...times })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .executeTakeFirst();
    // Another process made them at the same moment, and has committed by now.
    if (made.numInsertedOrUpdatedRows === 0n) return (await findOperator(trx)) as WorkspaceScope;
    await trx
      .insertInto('workspaces')
      .values({ id: workspaceId, name: 'My desk', slug: 'desk', ...times })
      .execute();
    await trx.insertInto('memberships').values({ workspace_id: workspaceId, user_id: userId, role: 'owner', created_at: now }).execute();
    return { workspaceId, userId, apiKeyId: null, role: 'owner' as const, scopes: null };
  });
}

async function findOperator(reader: Reader): Promise<WorkspaceScope | null> {
  const row = await reader
    .selectFrom('users')
    .innerJoin('memberships', 'memberships.user_id', 'users.id')
    .select(['users.id as userId', 'memberships.workspace_id as workspaceId', 'memberships.role as role'])
    .where('users.email', '=', operatorEmail)
    .orderBy('memberships.created_at')
    .executeTakeFirst();
  return row === undefined ? null : { ...row, apiKeyId: null, scopes: null };
}
