export { type ApiScope, apiScopes, type WorkspaceScope } from './workspace-scope.ts';
