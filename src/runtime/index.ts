import type { LoadedConfig } from '../config/index.ts';
import { controlSocketPath } from './data-folder.ts';

export { databaseStatus, migrateDatabase } from './database-commands.ts';
export { type RoleName, type Runtime, type RuntimeOptions, startRuntime } from './start.ts';

/** Where the process that holds the data folder answers commands. */
export function controlSocketOfHolder(config: LoadedConfig): string {
  return controlSocketPath(config.values.dataDir);
}
