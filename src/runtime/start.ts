import { rmSync, statfsSync } from 'node:fs';
import type { Server } from 'node:http';
import { apiKeyRoutes, ensureOperator } from '../accounts/index.ts';
import type { LoadedConfig } from '../config/index.ts';
import { blobRoutes, documentHistoryRoutes, documentRoutes, trashRoutes } from '../content/index.ts';
import { holdFolder } from '../database/folder-hold.ts';
import { ensureInstallation } from '../database/installation.ts';
import { evidenceRoutes } from '../evidence/index.ts';
import { runRoutes } from '../generation/index.ts';
import { buildApp } from '../http/app.ts';
import { type Health, healthRoutes } from '../http/health.routes.ts';
import { pageRoutes } from '../http/pages.routes.ts';
import { closeServers, listenOnControlSocket, listenOnNetwork } from '../http/servers.ts';
import { sendEvents } from '../http/sse.ts';
import { sourceRoutes } from '../research/index.ts';
import { newId } from '../shared/ids.ts';
import { version } from '../shared/version.ts';
import { type Adapters, openAdapters } from './adapters.ts';
import { controlSocketPath, prepareDataFolder } from './data-folder.ts';
import { createFeatures } from './features.ts';
import { createLogger } from './logger.ts';
import { OutgoingLog } from './outgoing-log.ts';
import { createRuns } from './runs.ts';

export type RoleName = 'web' | 'worker' | 'scheduler';

export interface RuntimeOptions {
  roles: readonly RoleName[];
  /** Null for a command that only talks to itself. */
  network: { host: string; port: number } | null;
}

export interface Runtime {
  /** Where people and programs reach it; null without a network. */
  address: string | null;
  controlSocket: string;
  /** Takes no more work, hands runs back, ends streams without `done`, closes. */
  stop(): Promise<void>;
}

const megabyte = 1024 * 1024;

/** Starts the product in this process. Throws AppError `locked` when another process holds the data folder; then nothing is left behind. */
export async function startRuntime(config: LoadedConfig, options: RuntimeOptions): Promise<Runtime> {
  const { values } = config;
  await using stack = new AsyncDisposableStack();
  prepareDataFolder(values.dataDir);
  const hold = holdFolder(values.dataDir);
  stack.defer(() => hold.release());
  const logger = await createLogger({ level: values.logLevel, format: values.logFormat, file: values.logFile });
  const outgoing = new OutgoingLog(logger);
  const adapters = await openAdapters(config, logger, outgoing.record, stack);
  outgoing.storeIn(adapters.database);
  stack.defer(() => outgoing.flush());
  await bindInstallation(adapters);
  const features = await createFeatures(config, adapters, stack);
  const operator = await ensureOperator(adapters.database, features.clock.now());
  const runs = createRuns({
    config,
    adapters,
    features,
    logger,
    holder: newId('process'),
    mayStart: () => freeMegabytes(values.dataDir) >= values.diskReserveMegabytes,
  });
  const draining = new AbortController();
  const health: Health = { checks: healthChecks(adapters, values.dataDir), isDraining: () => draining.signal.aborted };
  const app = await buildApp({
    ...{ logger, apiKeys: features.apiKeys, operator, database: adapters.database, clock: features.clock },
    bodyBytes: values.bodyMegabytes * megabyte,
    fileBytes: values.uploadMegabytes * megabyte,
    rateLimit: { requests: values.rateLimit, windowSeconds: 60 },
    allowedHosts: values.publicUrl === null ? [] : [new URL(values.publicUrl).hostname],
    mount: (api) => {
      runRoutes(api, { ...runs.routes, sendEvents: (request, reply, open) => sendEvents(request, reply, open, draining.signal) });
      sourceRoutes(api, features.sources);
      documentRoutes(api, features);
      documentHistoryRoutes(api, features.documents);
      trashRoutes(api, features.documents);
      evidenceRoutes(api, adapters);
      blobRoutes(api, features.blobs);
      apiKeyRoutes(api, features.apiKeys);
    },
    mountRoot: (root) => {
      healthRoutes(root, health);
      pageRoutes(root, { version, health });
    },
  });
  stack.defer(() => app.close());
  if (options.roles.includes('worker')) {
    runs.worker.start();
    stack.defer(() => runs.worker.stop());
  }
  const controlSocket = controlSocketPath(values.dataDir);
  const servers: Server[] = [await listenOnControlSocket(app, controlSocket)];
  stack.defer(() => rmSync(controlSocket, { force: true }));
  stack.defer(() => closeServers(servers, values.drainSeconds * 1000));
  stack.defer(() => draining.abort());
  let address: string | null = null;
  if (options.network !== null) {
    const listening = await listenOnNetwork(app, options.network.host, options.network.port);
    servers.push(...listening.servers);
    address =
      values.publicUrl ??
      `http://${options.network.host === 'localhost' ? 'localhost' : hostInUrl(options.network.host)}:${listening.port}`;
    hold.announce(address);
  }
  const flushing = setInterval(() => void features.apiKeys.flushUses(), 60_000);
  stack.defer(() => clearInterval(flushing));
  const resources = stack.move();
  return { address, controlSocket, stop: () => resources.disposeAsync() };
}

async function bindInstallation({ database, blobs }: Adapters): Promise<void> {
  const id = await ensureInstallation(database, Date.now());
  const stored = await database.read.selectFrom('blobs').select('address').limit(1).executeTakeFirst();
  await blobs.bindInstallation(id, stored !== undefined);
}

function healthChecks({ database, blobs }: Adapters, dataDir: string): Health['checks'] {
  return [
    { name: 'database', required: true, check: async () => void (await database.read.selectFrom('installation').select('id').execute()) },
    { name: 'blobs', required: true, check: async () => void (await blobs.list()[Symbol.asyncIterator]().next()) },
    { name: 'queue', required: false, check: async () => void (await database.read.selectFrom('runs').select('id').limit(1).execute()) },
    { name: 'disk', required: false, check: async () => void statfsSync(dataDir) },
  ];
}

function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / megabyte;
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
