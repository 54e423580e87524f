import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocalBlobStore } from '../adapters/blob-store/local.ts';
import { createLocalEmbedder } from '../adapters/embedder/local.ts';
import { createKillableTask } from '../adapters/killable-task/killable-task.ts';
import { createOutgoingDoor } from '../adapters/outgoing-door/outgoing-door.ts';
import { createConfiguredSearch } from '../adapters/search-provider/configured.ts';
import { createSourceParser } from '../adapters/source-parser/source-parser.ts';
import { createSqliteVecIndex } from '../adapters/vector-index/sqlite-vec.ts';
import type { LoadedConfig } from '../config/index.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingDoor, OutgoingRecord } from '../ports/outgoing-door.ts';
import type { SearchProvider } from '../ports/search-provider.ts';
import type { SourceParser } from '../ports/source-parser.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { AppError } from '../shared/errors.ts';

/** The engines behind the ports, as the settings choose them. The only place that names an adapter. */
export interface Adapters {
  database: Database;
  blobs: BlobStore;
  door: OutgoingDoor;
  parser: SourceParser;
  embedder: Embedder;
  vectors: VectorIndex;
  /** Null when no search engine is configured. */
  webSearch: SearchProvider | null;
}

/** Opens everything; what is open is closed by the stack, in the opposite order. */
export async function openAdapters(
  config: LoadedConfig,
  logger: Logger,
  record: (record: OutgoingRecord) => void,
  stack: AsyncDisposableStack,
): Promise<Adapters> {
  const { values } = config;
  const database = await openDatabase({
    url: values.databaseUrl,
    poolSize: values.databasePool,
    backupsFolder: join(values.dataDir, 'backups'),
  });
  stack.defer(() => database.close());
  const door = createOutgoingDoor({
    allow: values.fetchAllow,
    proxies: { https: values.httpsProxy ?? undefined, http: values.httpProxy ?? undefined, no: values.noProxy ?? undefined },
    extraCa: await readCertificates(values.extraCaCerts),
    localOnlyMode: values.localOnly,
    record,
  });
  stack.defer(() => door.close());
  const parser = createSourceParser({ createTask: createKillableTask });
  stack.defer(() => parser.close());
  const embedder = createLocalEmbedder({ createTask: createKillableTask });
  stack.defer(() => embedder.close());
  const vectors = createSqliteVecIndex({ path: values.vectorsUrl.slice('sqlite-vec:'.length), logger });
  stack.defer(() => vectors.close());
  const { tavilyApiKey, serperApiKey, exaApiKey, braveApiKey, searxngUrl } = values;
  const blobs = await openLocalBlobStore(values.blobsUrl.slice('file:'.length));
  return {
    database,
    blobs,
    door,
    parser,
    embedder,
    vectors,
    webSearch: createConfiguredSearch(door, { tavilyApiKey, serperApiKey, exaApiKey, braveApiKey, searxngUrl }),
  };
}

async function readCertificates(path: string | null): Promise<string | undefined> {
  if (path === null) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError('validation_failed', `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read`, {
      hint: 'Name a PEM file this user may read, or unset the variable.',
      cause: error,
    });
  }
}
