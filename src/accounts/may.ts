import type { Role } from '../database/tables.ts';
import { AppError } from '../shared/errors.ts';
import type { ApiScope, WorkspaceScope } from './workspace-scope.ts';

export interface Permission {
  /** Who may. */
  roles: readonly Role[];
  /** What an API key must carry besides. */
  scope: ApiScope;
  /** In words, for the refusal: "see runs". */
  action: string;
}

/** Throws `forbidden` unless role and key allow the action; the one check behind every policy. */
export function assertMay(scope: WorkspaceScope, permission: Permission): void {
  if (!permission.roles.includes(scope.role)) {
    throw new AppError('forbidden', `The role ${scope.role} may not ${permission.action}`, {
      hint: `This needs one of the roles ${permission.roles.join(', ')}.`,
    });
  }
  if (scope.scopes !== null && !scope.scopes.includes(permission.scope)) {
    throw new AppError('forbidden', `This API key may not ${permission.action}`, { hint: `Use a key with the scope ${permission.scope}.` });
  }
}
