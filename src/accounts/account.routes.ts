import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { decodeCursor, encodeCursor } from '../shared/cursor.ts';
import { AppError } from '../shared/errors.ts';
import { assertMay } from './may.ts';
import { membershipRepository } from './membership.repository.ts';
import { apiScopes, type WorkspaceScope } from './workspace-scope.ts';

const role = z.enum(['owner', 'admin', 'editor', 'writer', 'viewer']);
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
const workspacePage = z.object({ items: z.array(workspaceSchema.extend({ role })), nextCursor: z.null() });
const memberSchema = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role, joinedAt: z.iso.datetime() })
  .meta({ id: 'Member' });
const memberPage = z.object({ items: z.array(memberSchema), nextCursor: z.string().nullable() });
const pageQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(500).optional() });

/** `/me`, `/workspaces` and `/members`: who calls, where, and with whom. */
export function accountRoutes(api: HttpApp, { database }: { database: Database }): void {
  const describe = (operationId: string) => ({ operationId, tags: ['accounts'] });

  api.get('/me', { schema: { ...describe('getMe'), response: { 200: meSchema } } }, async ({ scope }) => {
    const repository = membershipRepository(scope);
    const [user, workspace] = await Promise.all([repository.caller(database.read), repository.workspace(database.read)]);
    const { role, apiKeyId, scopes } = scope;
    return { user, workspace, role, apiKeyId, scopes: scopes === null ? null : [...scopes] };
  });

  api.get('/workspaces', { schema: { ...describe('listWorkspaces'), response: { 200: workspacePage } } }, async ({ scope }) => {
    const items = await membershipRepository(scope).workspaces(database.read);
    // A key speaks for one workspace and does not tell of the others its owner has.
    return { items: scope.apiKeyId === null ? items : items.filter(({ id }) => id === scope.workspaceId), nextCursor: null };
  });

  api.get(
    '/members',
    { schema: { ...describe('listMembers'), querystring: pageQuery, response: { 200: memberPage } } },
    async ({ scope, query }) => {
      maySeeMembers(scope);
      const after = query.cursor === undefined ? null : placeOf(query.cursor);
      const found = await membershipRepository(scope).members(database.read, after, query.limit + 1);
      const items = found
        .slice(0, query.limit)
        .map(({ createdAt, ...member }) => ({ ...member, joinedAt: new Date(createdAt).toISOString() }));
      const last = items.at(-1);
      return { items, nextCursor: found.length > query.limit && last !== undefined ? encodeCursor([last.id]) : null };
    },
  );
}

function maySeeMembers(scope: WorkspaceScope): void {
  assertMay(scope, { roles: ['owner', 'admin', 'editor', 'writer', 'viewer'], scope: 'content:read', action: 'see members' });
}

function placeOf(cursor: string): string {
  const [id] = decodeCursor(cursor);
  if (typeof id === 'string') return id;
  throw new AppError('validation_failed', 'The cursor is not one of this list', { hint: 'Use nextCursor of the page before.' });
}
