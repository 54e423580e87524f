import type { Role } from '../database/tables.ts';

/** What an API key may do; a signed-in person may do all their role allows. */
export const apiScopes = ['content:read', 'content:write', 'content:delete', 'runs:write', 'settings:manage', 'users:manage'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Who acts, and in which workspace. Every repository is made from one and cannot see beyond it. */
export interface WorkspaceScope {
  readonly workspaceId: string;
  readonly userId: string;
  /** Null when the person acts without an API key. */
  readonly apiKeyId: string | null;
  readonly role: Role;
  /** Null means all that the role allows. */
  readonly scopes: readonly ApiScope[] | null;
}
