import './http-request.ts';

export { accountRoutes } from './account.routes.ts';
export type { ApiKey } from './api-key.repository.ts';
export { apiKeyRoutes } from './api-key.routes.ts';
export { type ApiKeyInput, type ApiKeyService, createApiKeyService } from './api-key.service.ts';
export { assertMay, type Permission } from './may.ts';
export { ensureOperator } from './operator.ts';
export { type ApiScope, apiScopes, type WorkspaceScope } from './workspace-scope.ts';
