export { assertMay, type Permission } from './may.ts';
export { type ApiScope, apiScopes, type WorkspaceScope } from './workspace-scope.ts';
