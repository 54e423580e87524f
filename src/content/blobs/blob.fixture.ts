import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ensureOperator, type WorkspaceScope } from '../../accounts/index.ts';
import { openLocalBlobStore } from '../../adapters/blob-store/local.ts';
import type { Database } from '../../database/database.ts';
import { newId } from '../../shared/ids.ts';
import { createBlobService } from './blob.service.ts';
import { collectBlobs } from './blob-collection.service.ts';
import { loadKeyFile } from './key-file.ts';
import { createWorkspaceKeyService } from './workspace-key.service.ts';

export const graceMs = 7 * 24 * 3600_000;

/** Blobs over a real database and folder, with a clock to turn. */
export async function openBlobs(database: Database, limits: { maxFileBytes?: number; workspaceQuotaBytes?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'blobs '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const clock = { time: Date.now(), now: () => clock.time, monotonic: () => 0 };
  const spoolFolder = join(folder, 'spool');
  const store = await openLocalBlobStore(join(folder, 'store'));
  const keys = createWorkspaceKeyService(database, await loadKeyFile(join(folder, 'main.key'), true), clock);
  const bounds = { maxFileBytes: 1_000_000, workspaceQuotaBytes: 10_000_000, ...limits };
  const service = createBlobService({ database, store, keys, clock, spoolFolder, ...bounds });
  return {
    ...{ folder, clock, store, spoolFolder, service, keys },
    scope: await ensureOperator(database, clock.now()),
    upload: (scope: WorkspaceScope, content: Buffer | string, owner?: { kind: string; id: string }) =>
      service.upload(scope, { body: Readable.from([Buffer.from(content)]), fileName: 'notes.txt', owner }),
    content: async (scope: WorkspaceScope, address: string) => buffer((await service.read(scope, address)).body),
    collect: () => collectBlobs({ database, store, clock, spoolFolder, graceMs }),
    objects: () => Array.fromAsync(store.list(), (entry) => entry.address),
  };
}

/** A second workspace of the same person. */
export async function anotherWorkspace(database: Database, scope: WorkspaceScope): Promise<WorkspaceScope> {
  const workspaceId = newId('workspace');
  await database.transaction((trx) =>
    trx.insertInto('workspaces').values({ id: workspaceId, name: 'Other', slug: workspaceId, created_at: 1, updated_at: 1 }).execute(),
  );
  return { ...scope, workspaceId };
}
