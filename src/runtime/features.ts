import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createApiKeyService, createSessionService, type WorkspaceScope } from '../accounts/index.ts';
import { createKillableTask } from '../adapters/killable-task/killable-task.ts';
import type { LoadedConfig } from '../config/index.ts';
import {
  assertKeyOfInstallation,
  type BlobService,
  blobRepository,
  createBlobService,
  createDocumentService,
  createWorkspaceKeyService,
  type ImportedDraft,
  loadKeyFile,
} from '../content/index.ts';
import type { Database } from '../database/database.ts';
import { createEvidenceService } from '../evidence/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingLimits } from '../ports/outgoing-door.ts';
import { createAskService, createSearchService, createSourceService, createVectorIndexer, type SourceFiles } from '../research/index.ts';
import { about } from '../shared/about.ts';
import { systemClock } from '../shared/clock.ts';
import type { Adapters } from './adapters.ts';
import { isDefaultKeyFile } from './before-start.ts';

export type Features = Awaited<ReturnType<typeof createFeatures>>;

const megabyte = 1024 * 1024;

/** The services of all features, made from the adapters. */
export async function createFeatures(config: LoadedConfig, adapters: Adapters, logger: Logger, stack: AsyncDisposableStack) {
  const { values } = config;
  const { database, door, parser } = adapters;
  const clock = systemClock;
  const kek = await loadKeyFile(values.keyFile, await mayMakeKey(config, database));
  await assertKeyOfInstallation(database, values.keyFile, kek);
  const blobs = createBlobService({
    ...{ database, store: adapters.blobs, keys: createWorkspaceKeyService(database, kek, clock), clock },
    spoolFolder: join(values.dataDir, 'spool'),
    maxFileBytes: values.uploadMegabytes * megabyte,
    workspaceQuotaBytes: values.quotaMegabytes * megabyte,
  });
  const documents = createDocumentService({ database, clock });
  const sources = createSourceService({ database, parser, door, clock, files: sourceFiles(blobs), fetchLimits: fetchLimits(values) });
  const importTask = createKillableTask<{ bytes: Uint8Array }, ImportedDraft>({
    name: 'import',
    module: new URL('../content/import-draft.task.ts', import.meta.url),
    limits: { timeoutMs: 60_000, memoryBytes: 1024 * megabyte, outputBytes: 64 * megabyte },
    callsPerProcess: 1,
    idleMs: 1000,
  });
  stack.defer(() => importTask.close());
  const readDraft = async (scope: WorkspaceScope, blobId: string) => {
    const { blob, body } = await blobs.read(scope, blobId);
    const fileName = blob.fileName ?? 'Draft';
    const { markdown } = await importTask.run({ bytes: await buffer(body) }).catch((error: unknown) => {
      throw about(fileName, error);
    });
    return { markdown, name: fileName.replace(/\.[a-z0-9]{1,5}$/i, '') };
  };
  // The embedding process starts with the first text to embed, not with this.
  const meaning = { embedder: adapters.embedder, index: adapters.vectors, logger };
  return {
    clock,
    apiKeys: createApiKeyService({ database, clock }),
    sessions: createSessionService({ database, clock }),
    ...{ blobs, documents, sources, readDraft },
    evidence: createEvidenceService({ database, documents, sources }),
    search: createSearchService({ database, meaning }),
    ask: createAskService({ database, meaning }),
    vectorIndexer: createVectorIndexer({ database, meaning, clock }),
  };
}

function fetchLimits(values: LoadedConfig['values']): OutgoingLimits {
  const totalTimeoutMs = values.fetchSeconds * 1000;
  return {
    totalTimeoutMs,
    idleTimeoutMs: totalTimeoutMs / 2,
    maxBytes: values.fetchMegabytes * megabyte,
    maxRedirects: values.fetchRedirects,
  };
}

/** A key is made for the default place only, and only while nothing was encrypted: a new key could read nothing that is there. */
async function mayMakeKey(config: LoadedConfig, database: Database): Promise<boolean> {
  if (!isDefaultKeyFile(config)) return false;
  const row = await database.read.selectFrom('workspace_keys').select('id').limit(1).executeTakeFirst();
  return row === undefined;
}

/** Stored files as sources need them. */
function sourceFiles(blobs: BlobService): SourceFiles {
  return {
    async read(scope, blobId) {
      const { blob, body } = await blobs.read(scope, blobId);
      return { bytes: await buffer(body), fileName: blob.fileName, mediaType: blob.mediaType };
    },
    async keep(trx, scope, blobId, sourceId) {
      await blobRepository(scope).addReference(trx, blobId, { kind: 'source', id: sourceId });
    },
    async drop(trx, scope, sourceId) {
      await blobRepository(scope).dropReferences(trx, { kind: 'source', id: sourceId });
    },
  };
}
