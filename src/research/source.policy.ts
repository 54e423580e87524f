import { assertMay, everybody, type WorkspaceScope, writers } from '../accounts/index.ts';

/** Every member may read and search every source. */
export function mayReadSources(scope: WorkspaceScope): void {
  assertMay(scope, { roles: everybody, scope: 'content:read', action: 'read sources' });
}

/** Sources belong to the workspace: whoever writes may add, mend and refresh them. */
export function mayChangeSources(scope: WorkspaceScope): void {
  assertMay(scope, { roles: writers, scope: 'content:write', action: 'add or change sources' });
}

/** Whoever writes may delete a source; a key needs `content:delete`. */
export function mayDeleteSources(scope: WorkspaceScope): void {
  assertMay(scope, { roles: writers, scope: 'content:delete', action: 'delete sources' });
}
