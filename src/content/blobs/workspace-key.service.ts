import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Database } from '../../database/database.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { workspaceKeyRepository } from './workspace-key.repository.ts';
import { type DataKey, type KeyEncryptionKey, newDataKey, unwrapDataKey, wrapDataKey } from './workspace-keys.ts';

export interface WorkspaceKeyService {
  /** The key for new files; made when the workspace has none. */
  current(scope: Pick<WorkspaceScope, 'workspaceId'>): Promise<DataKey>;
  /** Throws AppError `not_found` when the key was shredded. */
  find(scope: Pick<WorkspaceScope, 'workspaceId'>, keyId: string): Promise<DataKey>;
}

/** Unwrapped keys are not kept: unwrapping costs microseconds, and a shredded key is gone at once. */
export function createWorkspaceKeyService(database: Database, kek: KeyEncryptionKey, clock: Clock): WorkspaceKeyService {
  return {
    async current(scope) {
      const keys = workspaceKeyRepository(scope);
      const known = await keys.current(database.read);
      if (known !== null) return unwrapDataKey(kek, scope.workspaceId, known);
      const made = newDataKey();
      const row = { id: made.id, kekId: kek.id, wrapped: wrapDataKey(kek, scope.workspaceId, made) };
      const kept = await database.transaction(async (trx) => {
        await keys.lock(trx);
        const raced = await keys.current(trx);
        if (raced === null) await keys.insert(trx, row, clock.now());
        return raced ?? row;
      });
      return unwrapDataKey(kek, scope.workspaceId, kept);
    },

    async find(scope, keyId) {
      const row = await workspaceKeyRepository(scope).find(database.read, keyId);
      if (row !== null) return unwrapDataKey(kek, scope.workspaceId, row);
      throw new AppError('not_found', `The key ${keyId} of this workspace was destroyed, and what it encrypted with it`);
    },
  };
}
