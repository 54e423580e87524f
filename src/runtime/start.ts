import { ensureOperator } from '../accounts/index.ts';
import type { LoadedConfig } from '../config/index.ts';
import { holdFolder } from '../database/folder-hold.ts';
import { ensureInstallation } from '../database/installation.ts';
import type { Health } from '../http/health.routes.ts';
import { newId } from '../shared/ids.ts';
import { type Adapters, openAdapters } from './adapters.ts';
import { tidyAfterStart } from './after-start.ts';
import { flushKeyUses, inBackground, schedulerWork } from './background.ts';
import { assertStartable } from './before-start.ts';
import { controlSocketPath, prepareDataFolder } from './data-folder.ts';
import { DiskReserve } from './disk.ts';
import { createFeatures } from './features.ts';
import { healthChecks } from './health-checks.ts';
import { freeDeadKeys } from './housekeeping.ts';
import { openListeners } from './listeners.ts';
import { createLogger } from './logger.ts';
import { observe } from './observe.ts';
import { OutgoingLog } from './outgoing-log.ts';
import { logRuns } from './run-log.ts';
import { createRuns } from './runs.ts';
import { createWebApp } from './web-app.ts';

export type RoleName = 'web' | 'worker' | 'scheduler';

export interface RuntimeOptions {
  roles: readonly RoleName[];
  /** Null for a command that only talks to itself. */
  network: { host: string; port: number } | null;
}

export interface Runtime {
  /** Where people and programs reach it; null without a network. */
  address: string | null;
  /** Signs the first browser in that follows it; null without a network. */
  signInLink: string | null;
  controlSocket: string;
  /** Takes no more work, hands runs back, ends streams without `done`, closes. */
  stop(): Promise<void>;
}

/** Starts the product in this process. Throws AppError `locked` when another process holds the data folder; then nothing is left behind. */
export async function startRuntime(config: LoadedConfig, options: RuntimeOptions): Promise<Runtime> {
  const stack = new AsyncDisposableStack();
  try {
    const started = await start(config, options, stack);
    return { ...started, stop: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** Each part that must be closed is put on the stack as soon as it is open; they close in the opposite order. */
async function start(config: LoadedConfig, options: RuntimeOptions, stack: AsyncDisposableStack): Promise<Omit<Runtime, 'stop'>> {
  const { values } = config;
  await assertStartable(config, options.network);
  prepareDataFolder(values.dataDir);
  const hold = holdFolder(values.dataDir);
  stack.defer(() => hold.release());
  const logger = createLogger({ level: values.logLevel, format: values.logFormat, file: values.logFile, secrets: config.secrets() });
  const outgoing = new OutgoingLog(logger);
  const adapters = await openAdapters(config, logger, outgoing.record, stack);
  outgoing.storeIn(adapters.database);
  stack.defer(() => outgoing.flush());
  const installationId = await bindInstallation(adapters);
  const features = await createFeatures(config, adapters, logger, stack);
  const operator = await ensureOperator(adapters.database, features.clock.now());
  const disk = new DiskReserve(values.dataDir, values.diskReserveMegabytes);
  const holder = newId('process');
  const runs = createRuns({ config, adapters, features, logger, holder, disk });
  await freeDeadKeys(adapters.database, features.clock.now());
  const draining = new AbortController();
  const health: Health = { checks: healthChecks(adapters, disk), isDraining: () => draining.signal.aborted };
  // To a command that plays its own run these lines say nothing it does not show itself.
  stack.defer(logRuns(logger, options.network === null ? 'debug' : 'info'));
  await observe({ values, adapters, logger, watchers: () => runs.hub.size }, stack);
  let listeningAt: string | null = null;
  const app = await createWebApp({
    ...{ values, logger, adapters, features, runs, operator, health, installationId },
    ...{ servesPage: options.network !== null, address: () => listeningAt, draining: draining.signal },
  });
  stack.defer(() => app.close());
  stack.defer(flushKeyUses(features.apiKeys, logger));
  if (options.roles.includes('worker')) {
    runs.worker.start();
    stack.defer(() => runs.worker.stop());
  }
  if (options.roles.includes('scheduler')) stack.defer(inBackground(schedulerWork({ values, adapters, features, logger, holder }), logger));
  const controlSocket = controlSocketPath(values.dataDir);
  const { address, close } = await openListeners(app, { controlSocket, network: options.network, publicUrl: values.publicUrl });
  listeningAt = address;
  // Runs are handed back while open requests finish, so that neither waits for the other.
  stack.defer(async () => {
    draining.abort();
    await Promise.all([close(values.drainSeconds * 1000), runs.worker.stop()]);
  });
  if (address !== null) hold.announce(address);
  if (address !== null) tidyAfterStart();
  const signInLink = address === null ? null : `${address}/sign-in?token=${features.sessions.createLink(operator)}`;
  return { address, signInLink, controlSocket };
}

async function bindInstallation({ database, blobs }: Adapters): Promise<string> {
  const id = await ensureInstallation(database, Date.now());
  const stored = await database.read.selectFrom('blobs').select('address').limit(1).executeTakeFirst();
  await blobs.bindInstallation(id, stored !== undefined);
  return id;
}
