import './http-request.ts';

export { accountRoutes } from './account.routes.ts';
export type { ApiKey } from './api-key.repository.ts';
export { apiKeyRoutes } from './api-key.routes.ts';
export { type ApiKeyInput, type ApiKeyService, createApiKeyService } from './api-key.service.ts';
export { type IdempotencyKey, type KeptAnswer, sweepKeys, type TakenKey } from './idempotency.repository.ts';
export { createIdempotencyService, type IdempotencyService } from './idempotency.service.ts';
export { assertMay, type Permission } from './may.ts';
export { ensureOperator } from './operator.ts';
export { administrators, editors, everybody, writers } from './roles.ts';
export { sweepSessions } from './session.repository.ts';
export { createSessionService, type SessionService, sessionMs } from './session.service.ts';
export { type ApiScope, apiScopes, type WorkspaceScope } from './workspace-scope.ts';
