import type { Reader } from '../database/database.ts';
import type { Role } from '../database/tables.ts';
import type { WorkspaceScope } from './workspace-scope.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
}

export interface Workspace {
  id: string;
  name: string;
  slug: string;
}

export interface Membership extends Person {
  role: Role;
  createdAt: number;
}

/** People and the workspaces they belong to, as far as the caller may know of them. */
export function membershipRepository({ workspaceId, userId, apiKeyId }: Pick<WorkspaceScope, 'workspaceId' | 'userId' | 'apiKeyId'>) {
  return {
    async caller(reader: Reader): Promise<Person> {
      return reader.selectFrom('users').select(['id', 'name', 'email']).where('id', '=', userId).executeTakeFirstOrThrow();
    },

    async workspace(reader: Reader): Promise<Workspace> {
      return reader.selectFrom('workspaces').select(['id', 'name', 'slug']).where('id', '=', workspaceId).executeTakeFirstOrThrow();
    },

    /** Workspaces of the caller in the order of their IDs, after one of them. A key speaks for one and does not tell of the others. */
    async workspaces(reader: Reader, after: string | null, limit: number): Promise<(Workspace & { role: Role })[]> {
      let query = reader
        .selectFrom('memberships')
        .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
        .select(['workspaces.id', 'workspaces.name', 'workspaces.slug', 'memberships.role'])
        .where('memberships.user_id', '=', userId);
      if (apiKeyId !== null) query = query.where('workspaces.id', '=', workspaceId);
      if (after !== null) query = query.where('workspaces.id', '>', after);
      return query.orderBy('workspaces.id').limit(limit).execute();
    },

    /** Members of the workspace in the order of their IDs, after one of them. */
    async members(reader: Reader, after: string | null, limit: number): Promise<Membership[]> {
      let query = reader
        .selectFrom('memberships')
        .innerJoin('users', 'users.id', 'memberships.user_id')
        .select(['users.id', 'users.name', 'users.email', 'memberships.role', 'memberships.created_at as createdAt'])
        .where('memberships.workspace_id', '=', workspaceId);
      if (after !== null) query = query.where('users.id', '>', after);
      return query.orderBy('users.id').limit(limit).execute();
    },
  };
}
