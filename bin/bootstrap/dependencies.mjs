import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A copy of the lockfile that was installed, written last: no copy, or another, means the folder is not what the lockfile says. */
const stampPath = (root) => join(root, 'node_modules', `.installed-${process.platform}-${process.arch}.json`);

/** True when node_modules is what the lockfile says. Reads two files. */
export function dependenciesFresh(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = readIfThere(stampPath(root));
  return stamp?.equals(lock) ?? false;
}

/** Installs what the lockfile names; an interrupted install leaves the old folder, and is done anew. Throws Refusal. */
export async function installDependencies(root, spareCache, say) {
  const { withLock } = await import('./lock.mjs');
  const { explainFileError } = await import('./refusal.mjs');
  if (adoptHandInstall(root)) return;
  const work = join(root, '.cache');
  try {
    mkdirSync(work, { recursive: true });
    const waiting = () => say('Another start is installing the dependencies; waiting for it.');
    await withLock(join(work, 'install.lock'), waiting, async () => {
      if (!dependenciesFresh(root)) await installBeside(root, work, spareCache, say);
    });
  } catch (error) {
    throw explainFileError(error, root);
  }
}

/** Installs into a folder of its own and swaps it in, so that node_modules is always one whole install or another. */
async function installBeside(root, work, spareCache, say) {
  const { runNpm } = await import('./npm.mjs');
  for (const name of readdirSync(work)) if (name.startsWith('install-')) rmSync(join(work, name), { recursive: true, force: true });
  say('Installing the dependencies (once, about half a minute).');
  const beside = mkdtempSync(join(work, 'install-'));
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(root, name), join(beside, name));
    await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: beside, doing: 'Installing the dependencies', spareCache });
    const installed = join(root, 'node_modules');
    if (existsSync(installed)) renameSync(installed, join(beside, 'replaced'));
    renameSync(join(beside, 'node_modules'), installed);
    writeFileSync(stampPath(root), readFileSync(join(beside, 'package-lock.json')));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** An `npm ci` or `npm install` done by hand is taken over when npm's own record of it holds everything the lockfile names. */
function adoptHandInstall(root) {
  const record = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (!record) return false;
  const lock = readFileSync(join(root, 'package-lock.json'));
  const installed = JSON.parse(record).packages;
  const wanted = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== '');
  const whole = wanted.every(([path, { optional, integrity }]) => {
    if (installed[path]) return installed[path].integrity === integrity && statSync(join(root, path), { throwIfNoEntry: false });
    return optional;
  });
  if (!whole || !nativePartsFit(installed)) return false;
  try {
    writeFileSync(stampPath(root), lock);
  } catch (error) {
    // A read-only checkout: the comparison is made anew at each start.
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error;
  }
  return true;
}

/** False for a folder carried over from another kind of machine. */
function nativePartsFit(installed) {
  const native = Object.entries(installed).filter(([, entry]) => entry.optional && entry.os && entry.cpu);
  return native.length === 0 || native.some(([, { os, cpu }]) => os.includes(process.platform) && cpu.includes(process.arch));
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
