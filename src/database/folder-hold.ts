import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../shared/errors.ts';
import { explainSqliteError } from './dialects/sqlite/errors.ts';
import { sqliteErrorCode } from './dialects/sqlite/protocol.ts';

/** Who holds a data folder, as told in its `lock.json`. */
export interface FolderHolder {
  pid: number;
  /** UTC milliseconds. */
  startedAt: number;
  /** Where the process answers, for example a URL; null while it starts and for commands. */
  address: string | null;
}

export interface FolderHold {
  /** Tells others where this process answers. */
  announce(address: string): void;
  release(): void;
}

const busy = 5;

/** A database that nothing refers to is collected, and its lock released with it: a hold lasts until it is released. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data folder for this process alone, until `release` or its death: the lock is one of the operating system on
 * `lock.db`, which `kill -9` releases, and not a number in a file.
 * Throws AppError `locked`, naming the holder, or `unavailable` (no such folder, not writable).
 */
export function holdFolder(folder: string): FolderHold {
  const lock = lockExclusively(folder);
  const holder: FolderHolder = { pid: process.pid, startedAt: Date.now(), address: null };
  try {
    writeHolder(folder, holder);
  } catch (error) {
    lock.close();
    throw notWritable(folder, error);
  }
  held.add(lock);
  return {
    announce: (address) => writeHolder(folder, { ...holder, address }),
    release() {
      held.delete(lock);
      lock.close();
    },
  };
}

/** Who holds the folder, or held it last; null when nobody ever said so. Only a failed `holdFolder` proves that it is held now. */
export function readHolder(folder: string): FolderHolder | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as FolderHolder;
  } catch {
    // Missing or half a second too early: the caller says "another process" then.
    return null;
  }
}

function lockExclusively(folder: string): DatabaseSync {
  const file = join(folder, 'lock.db');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('pragma journal_mode = delete; begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    const code = sqliteErrorCode(error);
    if (code !== null && (code & 0xff) === busy) throw inUse(folder, error);
    throw explainSqliteError(error, file);
  }
}

function inUse(folder: string, cause: unknown): AppError {
  const holder = readHolder(folder);
  const who =
    holder === null
      ? 'another process'
      : `process ${holder.pid}, running since ${new Date(holder.startedAt).toISOString()}${holder.address === null ? '' : `, at ${holder.address}`}`;
  return new AppError('locked', `The data folder ${folder} is in use by ${who}.`, {
    hint: 'Stop that process, use it at its address, or choose another data folder.',
    cause,
  });
}

function notWritable(folder: string, cause: unknown): AppError {
  return new AppError('unavailable', `The data folder ${folder} cannot be written.`, {
    hint: 'Give the user that runs this program write permission to the folder.',
    cause,
  });
}

function writeHolder(folder: string, holder: FolderHolder): void {
  const temporary = join(folder, `lock.json.${process.pid}`);
  writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600 });
  renameSync(temporary, join(folder, 'lock.json'));
}
