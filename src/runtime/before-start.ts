import { existsSync, statSync } from 'node:fs';
import { readInstallationMark } from '../adapters/blob-store/installation-mark.ts';
import type { LoadedConfig } from '../config/index.ts';
import { loadKeyFile } from '../content/index.ts';
import { holdFolder } from '../database/folder-hold.ts';
import { assertCanListen } from '../http/servers.ts';
import { AppError } from '../shared/errors.ts';

/** What would stop a start later on is found before anything is made, so that a start that fails leaves nothing behind. */
export async function assertStartable(config: LoadedConfig, network: { host: string; port: number } | null): Promise<void> {
  if (network !== null) await assertPort(config.values.dataDir, network);
  const { keyFile, databaseUrl, blobsUrl } = config.values;
  if (!isDefaultKeyFile(config) || existsSync(keyFile)) await loadKeyFile(keyFile, false);
  if (databaseUrl.startsWith('sqlite:')) await assertNotLost(databaseUrl.slice('sqlite:'.length), blobsUrl.slice('file:'.length));
}

/** True when nobody chose another place for the key: only there a new one may be made. */
export function isDefaultKeyFile(config: LoadedConfig): boolean {
  return config.describe().some((line) => line.name === 'keyFile' && line.origin === 'default');
}

async function assertPort(dataDir: string, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await assertCanListen(host, port);
  } catch (error) {
    // When it is this installation that listens there, who holds its folder says more than the port.
    if (existsSync(dataDir)) holdFolder(dataDir).release();
    throw error;
  }
}

/** A new database beside the files of an installation would hide that the one they belong to is lost. */
async function assertNotLost(file: string, blobsFolder: string): Promise<void> {
  if (!isMissingOrEmpty(file)) return;
  const installation = await readInstallationMark(blobsFolder);
  if (installation === null) return;
  throw new AppError(
    'conflict',
    `The database ${file} is missing or empty, but ${blobsFolder} holds files of installation ${installation}`,
    {
      hint: 'Mount the volume that holds the database, or restore it from a backup. To begin anew, move both away. Nothing was changed.',
    },
  );
}

function isMissingOrEmpty(file: string): boolean {
  try {
    return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  } catch {
    // It may not be looked at; opening it will say why.
    return false;
  }
}
