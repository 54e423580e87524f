import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { idPlace, pageOf } from '../shared/page.ts';
import { describeIn, isoTime, listQuery, pageSchema } from '../shared/route-schemas.ts';
import { assertMay } from './may.ts';
import { membershipRepository } from './membership.repository.ts';
import { everybody } from './roles.ts';
import { apiScopes, type WorkspaceScope } from './workspace-scope.ts';

const about = describeIn('accounts', {
  getMe: 'Who calls, where, and what they may do',
  listWorkspaces: 'Lists the workspaces of the caller',
  listMembers: 'Lists the people of the workspace',
});
const role = z.enum(everybody);
const workspaceSchema = z.object({ id: z.string(), name: z.string(), slug: z.string() }).meta({ id: 'Workspace' });
const meSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    workspace: workspaceSchema,
    role,
    apiKeyId: z.string().nullable().meta({ description: 'The key the request came with; null for a person' }),
    scopes: z.array(z.enum(apiScopes)).nullable().meta({ description: 'Null means all that the role allows' }),
  })
  .meta({ id: 'Me' });
const workspacePage = pageSchema(workspaceSchema.extend({ role }));
const memberSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role, joinedAt: isoTime }).meta({ id: 'Member' });
const memberPage = pageSchema(memberSchema);

/** `/me`, `/workspaces` and `/members`: who calls, where, and with whom. */
export function accountRoutes(api: HttpApp, { database }: { database: Database }): void {
  api.get('/me', { schema: { ...about.getMe, response: { 200: meSchema } } }, async ({ scope }) => {
    const repository = membershipRepository(scope);
    const [user, workspace] = await Promise.all([repository.caller(database.read), repository.workspace(database.read)]);
    const { role, apiKeyId, scopes } = scope;
    return { user, workspace, role, apiKeyId, scopes: scopes === null ? null : [...scopes] };
  });

  api.get(
    '/workspaces',
    { schema: { ...about.listWorkspaces, querystring: listQuery(['id']), response: { 200: workspacePage } } },
    async ({ scope, query }) => {
      const found = await membershipRepository(scope).workspaces(database.read, idPlace(query.cursor), query.limit + 1);
      return pageOf(found, query.limit, (last) => [last.id]);
    },
  );

  api.get(
    '/members',
    { schema: { ...about.listMembers, querystring: listQuery(['id']), response: { 200: memberPage } } },
    async ({ scope, query }) => {
      maySeeMembers(scope);
      const found = await membershipRepository(scope).members(database.read, idPlace(query.cursor), query.limit + 1);
      const { items, nextCursor } = pageOf(found, query.limit, (last) => [last.id]);
      return { items: items.map(({ createdAt, ...member }) => ({ ...member, joinedAt: new Date(createdAt).toISOString() })), nextCursor };
    },
  );
}

function maySeeMembers(scope: WorkspaceScope): void {
  assertMay(scope, { roles: everybody, scope: 'content:read', action: 'see members' });
}
