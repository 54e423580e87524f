import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readHolder } from '../../database/folder-hold.ts';
import { AppError } from '../../shared/errors.ts';
import type { DoctorCheck } from './doctor.ts';

const megabyte = 1024 * 1024;

/** The data folder and the disk it lies on. */
export function folderChecks({ dataDir, diskReserveMegabytes }: { dataDir: string; diskReserveMegabytes: number }): DoctorCheck[] {
  return [
    { name: 'data folder', run: () => describeFolder(dataDir) },
    { name: 'disk', run: () => describeDisk(nearestFolder(dataDir), diskReserveMegabytes) },
  ];
}

function describeFolder(dataDir: string): string {
  if (!existsSync(dataDir)) {
    assertWritable(nearestFolder(dataDir));
    return `${dataDir} is not there yet; the first start makes it`;
  }
  if (!statSync(dataDir).isDirectory()) {
    throw new AppError('unavailable', `${dataDir} is a file`, { hint: 'Set AIWRITER_DATA_DIR or --data-dir to a folder.' });
  }
  assertWritable(dataDir);
  const holder = readHolder(dataDir);
  const last = holder === null ? '' : `, last held by process ${holder.pid}${holder.address === null ? '' : ` at ${holder.address}`}`;
  return `${dataDir} can be written${last}`;
}

function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError('unavailable', `This user may not write to ${folder}`, {
      hint: 'Give the user that runs AI-Writer the folder (chown), or choose another with AIWRITER_DATA_DIR.',
      cause,
    });
  }
}

function describeDisk(folder: string, reserve: number): string {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / megabyte);
  const words = `${free} MB free, ${reserve} MB kept in reserve`;
  if (free >= reserve) return words;
  throw new AppError('storage_full', words, { hint: 'Free some space, or lower AIWRITER_DISK_RESERVE_MB: until then no new run starts.' });
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
