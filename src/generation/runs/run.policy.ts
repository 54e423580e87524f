import { assertMay, everybody, type WorkspaceScope, writers } from '../../accounts/index.ts';

/** Whoever may read content may see runs. */
export function mayReadRuns(scope: WorkspaceScope): void {
  assertMay(scope, { roles: everybody, scope: 'content:read', action: 'see runs' });
}

/** Writers and above may start, cancel, retry and approve runs; a key needs `runs:write`. */
export function mayWriteRuns(scope: WorkspaceScope): void {
  assertMay(scope, { roles: writers, scope: 'runs:write', action: 'start or steer runs' });
}
