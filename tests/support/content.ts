import { ensureOperator, type WorkspaceScope } from '../../src/accounts/index.ts';
import { createDocumentService } from '../../src/content/index.ts';
import type { Database } from '../../src/database/database.ts';
import { toJson } from '../../src/database/json.ts';
import { newId } from '../../src/shared/ids.ts';

/** A clock that goes on one second each time it is asked. */
export function steppingClock(start = Date.UTC(2026, 0, 1)) {
  let now = start;
  return {
    now: () => {
      now += 1000;
      return now;
    },
    monotonic: () => now,
  };
}

/** The documents of a fresh database, and its operator. */
export async function openLibrary(database: Database) {
  const clock = steppingClock();
  const scope = await ensureOperator(database, clock.now());
  return { database, clock, scope, documents: createDocumentService({ database, clock }) };
}

/** Somebody else of the same workspace. */
export function colleague(scope: WorkspaceScope, role: WorkspaceScope['role']): WorkspaceScope {
  return { ...scope, userId: newId('user'), role };
}

/** Makes somebody a member, with the role of their scope. */
export async function addMember(database: Database, { workspaceId, userId, role }: WorkspaceScope): Promise<void> {
  const times = { created_at: 1, updated_at: 1 };
  await database.transaction(async (trx) => {
    const user = {
      id: userId,
      name: 'Somebody',
      email: `${userId}@example.org`,
      email_verified: 0,
      image: null,
      status: 'active',
    } as const;
    await trx
      .insertInto('users')
      .values({ ...user, ...times })
      .execute();
    await trx.insertInto('memberships').values({ workspace_id: workspaceId, user_id: userId, role, created_at: 1 }).execute();
  });
}

/** A source with nothing but its name and address. */
export async function addSource(database: Database, scope: WorkspaceScope, title: string): Promise<string> {
  const id = newId('source');
  const none = { blocks: toJson([]), problems: toJson([]), tags: toJson([]) };
  await database.transaction(async (trx) => {
    await trx
      .insertInto('sources')
      .values({
        ...{
          id,
          workspace_id: scope.workspaceId,
          kind: 'text',
          format: 'text',
          title,
          address: 'text:',
          sha256: 'ab',
          characters: 0,
          language: null,
        },
        ...{
          text: '',
          ...none,
          local_only: 0,
          blob_address: null,
          version: 1,
          fetched_at: 1,
          created_at: 1,
          updated_at: 1,
          deleted_at: null,
        },
      })
      .execute();
  });
  return id;
}
