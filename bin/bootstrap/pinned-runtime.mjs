import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { cacheCandidates, isOurs, writableCacheFolder } from './cache-folder.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { explainFileError, Refusal } from './refusal.mjs';

const platform = `${process.platform}-${process.arch}`;

/** Path of the pinned runtime's binary inside a cache folder; its presence is the proof that it was verified. */
function binaryIn(folder, version) {
  return join(folder, `node-v${version}-${platform}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The cached runtime, or undefined. A few stat calls. */
export function cachedRuntime(root, version) {
  const folder = cacheCandidates(root).find((candidate) => existsSync(binaryIn(candidate, version)) && isOurs(candidate));
  return folder && binaryIn(folder, version);
}

/** Brings the pinned runtime into the user's cache folder, checked against the hash in this repository, and returns its path. Throws Refusal. */
export async function bringRuntime(root, version, say) {
  const pin = JSON.parse(readFileSync(new URL('runtime-pins.json', import.meta.url), 'utf8'))[platform];
  if (!pin) throw unsupported(version);
  const folder = writableCacheFolder(root);
  const binary = binaryIn(folder, version);
  const waiting = () => say('Another start is bringing the runtime; waiting for it.');
  try {
    await withLock(join(folder, 'runtime.lock'), waiting, async () => {
      if (!existsSync(binary)) await download({ pin, version, folder, binary, say });
    });
  } catch (error) {
    throw explainFileError(error, folder);
  }
  return binary;
}

async function download({ pin, version, folder, binary, say }) {
  for (const name of readdirSync(folder)) if (name.startsWith('incoming-')) rmSync(join(folder, name), { recursive: true, force: true });
  say(`This machine's Node is ${process.versions.node}; AI-Writer needs ${version}. Bringing it once (57 MB) into ${folder}.`);
  const incoming = mkdtempSync(join(folder, 'incoming-'));
  try {
    const wanted = `${pin.package}@${version}`;
    await runNpm(['pack', wanted, '--pack-destination', incoming, '--prefer-offline'], {
      cwd: incoming,
      doing: `Bringing Node ${version}`,
      spareCache: join(folder, 'npm'),
    });
    const archive = join(incoming, `${pin.package}-${version}.tgz`);
    await verify(archive, pin.integrity, wanted);
    const made = join(incoming, 'runtime');
    mkdirSync(join(made, 'bin'), { recursive: true });
    await unpack(archive, pin.binary, join(made, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'), version);
    renameSync(made, dirname(dirname(binary)));
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

async function verify(archive, integrity, wanted) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual === integrity) return;
  throw new Refusal(
    `${wanted} from the registry is not the file this version of AI-Writer was made with: expected ${integrity}, got ${actual}.`,
    'Nothing was installed. Check which registry npm uses (npm config get registry) and whether a proxy changes downloads.',
  );
}

async function unpack(archive, member, target, version) {
  const { extractTarEntry } = await import('./tar-entry.mjs');
  if (!(await extractTarEntry(archive, `package/${member}`, target))) throw new Refusal(`${archive} holds no ${member}.`, 'Report this.');
  toDisk(target);
  try {
    await promisify(execFile)(target, ['--version']);
  } catch (error) {
    throw new Refusal(
      `Node ${version} for ${platform} does not run on this machine: ${String(error.stderr || error.message).trim()}`,
      `Install Node ${version} or newer with this system's own packages and start again.`,
    );
  }
}

/** Before the rename that makes it count: a power cut must not leave a name without its bytes. */
function toDisk(path) {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function unsupported(version) {
  return new Refusal(
    `There is no ready-made Node ${version} for ${platform}, and this machine's own is ${process.versions.node}.`,
    `Install Node ${version} or newer yourself and start again.`,
  );
}
