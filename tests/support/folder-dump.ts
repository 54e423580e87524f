import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What says who holds a folder; it is written even by a process that then refuses to start. */
const holding = /^(lock\.db|lock\.json|control\.sock)/;

/** Every file of a folder with its hash, for comparing before and after. A file stands for itself. */
export function dumpFolder(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const walk = (path: string): void => {
    const name = relative(folder, path);
    if (holding.test(name)) return;
    const stats = lstatSync(path);
    if (stats.isDirectory()) {
      files[`${name}/`] = stats.mode.toString(8);
      for (const entry of readdirSync(path).sort()) walk(join(path, entry));
    } else files[name] = stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'special';
  };
  walk(folder);
  return files;
}
