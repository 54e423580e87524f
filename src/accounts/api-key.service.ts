import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import { idPlace, type Page, pageOf } from '../shared/page.ts';
import { type ApiKey, apiKeyRepository, findByHash, storeLastUse } from './api-key.repository.ts';
import { apiKeyPrefix, hashApiKey, looksLikeApiKey, newApiKeySecret } from './api-key.secret.ts';
import { assertMay } from './may.ts';
import { administrators } from './roles.ts';
import { type ApiScope, apiScopes, type WorkspaceScope } from './workspace-scope.ts';

export const apiKeyInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(apiScopes)).min(1, 'must name at least one scope').max(apiScopes.length),
  expiresAt: z.iso.datetime().optional(),
});
export type ApiKeyInput = z.infer<typeof apiKeyInputSchema>;

export type ApiKeyService = ReturnType<typeof createApiKeyService>;

const manage = { roles: administrators, scope: 'users:manage', action: 'manage API keys' } as const;

/** API keys: made, listed, revoked, and turned into the scope of a request. */
export function createApiKeyService({ database, clock }: { database: Database; clock: Clock }) {
  const uses = new Map<string, number>();

  return {
    /** @returns the key itself, this once; only its hash is stored */
    async create(scope: WorkspaceScope, input: ApiKeyInput): Promise<{ apiKey: ApiKey; key: string }> {
      assertMay(scope, manage);
      assertNoMore(scope, input.scopes);
      const now = clock.now();
      const expiresAt = input.expiresAt === undefined ? null : Date.parse(input.expiresAt);
      if (expiresAt !== null && expiresAt <= now) {
        throw new AppError('validation_failed', `The key would have expired at ${input.expiresAt}`, { hint: 'Give a time in the future.' });
      }
      const key = newApiKeySecret();
      const apiKey: ApiKey = {
        id: newId('apiKey'),
        workspaceId: scope.workspaceId,
        userId: scope.userId,
        name: input.name,
        prefix: apiKeyPrefix(key),
        scopes: [...new Set(input.scopes)],
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        createdAt: now,
      };
      await database.transaction((trx) => apiKeyRepository(scope).insert(trx, apiKey, hashApiKey(key)));
      return { apiKey, key };
    },

    /** Oldest first. @param limit 1–100 */
    async list(scope: WorkspaceScope, { limit = 20, cursor }: { limit?: number; cursor?: string } = {}): Promise<Page<ApiKey>> {
      assertMay(scope, manage);
      const found = await apiKeyRepository(scope).list(database.read, idPlace(cursor), limit + 1);
      return pageOf(found, limit, (last) => [last.id]);
    },

    async revoke(scope: WorkspaceScope, id: string): Promise<void> {
      assertMay(scope, manage);
      const isRevoked = await database.transaction((trx) => apiKeyRepository(scope).revoke(trx, id, clock.now()));
      if (!isRevoked) throw new AppError('not_found', `There is no active key ${id}`, { hint: 'List the keys to see which there are.' });
    },

    /** Who a key stands for, with the role its owner has now. Throws `unauthenticated`. */
    async authenticate(key: string): Promise<WorkspaceScope> {
      const found = looksLikeApiKey(key) ? await findByHash(database.read, hashApiKey(key)) : null;
      const now = clock.now();
      if (found === null || found.key.revokedAt !== null || (found.key.expiresAt ?? Infinity) <= now) {
        throw new AppError('unauthenticated', 'The API key is unknown, revoked or expired', {
          hint: 'Make a new one with `aiwriter key create`.',
        });
      }
      uses.set(found.key.id, now);
      const { id, workspaceId, userId, scopes } = found.key;
      return { workspaceId, userId, apiKeyId: id, role: found.role, scopes };
    },

    /** Writes the times of last use collected since the last call; for a timer, so that no request writes. */
    async flushUses(): Promise<void> {
      if (uses.size === 0) return;
      const collected = new Map(uses);
      uses.clear();
      await database.transaction((trx) => storeLastUse(trx, collected));
    },
  };
}

/** A key makes no key that may do more than itself. */
function assertNoMore(scope: WorkspaceScope, wanted: readonly ApiScope[]): void {
  const beyond = wanted.filter((each) => scope.scopes !== null && !scope.scopes.includes(each));
  if (beyond.length === 0) return;
  throw new AppError('forbidden', `This API key may not hand out ${beyond.join(', ')}`, {
    hint: 'A key makes keys with its own scopes only; make this one as the operator.',
  });
}
