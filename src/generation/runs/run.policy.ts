import { assertMay, type WorkspaceScope } from '../../accounts/index.ts';

/** Whoever may read content may see runs. */
export function mayReadRuns(scope: WorkspaceScope): void {
  assertMay(scope, { roles: ['owner', 'admin', 'editor', 'writer', 'viewer'], scope: 'content:read', action: 'see runs' });
}

/** Writers and above may start, cancel, retry and approve runs; a key needs `runs:write`. */
export function mayWriteRuns(scope: WorkspaceScope): void {
  assertMay(scope, { roles: ['owner', 'admin', 'editor', 'writer'], scope: 'runs:write', action: 'start or steer runs' });
}
