import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** Where the runtime and compiled code may be kept, best first. The last ones serve accounts without a writable home. */
export function cacheCandidates(root) {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME || join(homedir(), '.cache');
  const user = process.getuid ? process.getuid() : 'user';
  return [...(home ? [join(home, 'aiwriter')] : []), join(root, '.cache', 'aiwriter'), join(tmpdir(), `aiwriter-${user}`)];
}

/** The first candidate that can be made and written. Throws Refusal when there is none. */
export function writableCacheFolder(root) {
  const candidates = cacheCandidates(root);
  for (const folder of candidates) if (makeWritable(folder)) return folder;
  throw new Refusal(
    `No folder for the runtime can be written: tried ${candidates.join(', ')}.`,
    'Set XDG_CACHE_HOME to a folder you may write, with about 500 MB free.',
  );
}

function makeWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return isOurs(folder);
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST'].includes(error.code)) return false;
    throw error;
  }
}

/** A program is started from this folder: one that somebody else made, or may write, is not trusted. */
export function isOurs(folder) {
  if (!process.getuid) return true;
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid() && (mode & 0o022) === 0;
}
