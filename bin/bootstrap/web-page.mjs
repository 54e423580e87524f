import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from './lock.mjs';
import { explainFileError, Refusal } from './refusal.mjs';

/** What the page is made of; it shares the reading of texts with the server. */
const sources = ['web', 'src/content/markdown', 'src/shared/text', 'package-lock.json'];
const apart = new Set(['dist', 'node_modules']);

/** Builds the web page with the given runtime unless it was built from just these files. Throws Refusal. */
export async function buildWebPage(root, node, say) {
  const built = join(root, 'web', 'dist');
  const digest = digestOf(root);
  if (isBuilt(built, digest)) return;
  const work = join(root, '.cache');
  try {
    mkdirSync(work, { recursive: true });
    await withLock(
      join(work, 'web-page.lock'),
      () => say('Another start is building the web page; waiting for it.'),
      async () => {
        if (!isBuilt(built, digest)) await buildBeside(root, node, { built, work, digest }, say);
      },
    );
  } catch (error) {
    // A read-only checkout with a page of other files is better than none.
    if (existsSync(join(built, 'index.html')) && ['EROFS', 'EACCES', 'EPERM'].includes(error.code)) return;
    throw explainFileError(error, root);
  }
}

/** Builds into a folder of its own and swaps it in, so that the page is always one whole build or another. */
async function buildBeside(root, node, { built, work, digest }, say) {
  say('Building the web page (once, some seconds).');
  const beside = join(work, `web-page-${process.pid}`);
  try {
    await runVite(root, node, beside);
    writeFileSync(join(beside, '.digest'), digest);
    if (existsSync(built)) renameSync(built, join(work, `web-page-${process.pid}-replaced`));
    renameSync(beside, built);
  } finally {
    for (const name of readdirSync(work)) if (name.startsWith('web-page-')) rmSync(join(work, name), { recursive: true, force: true });
  }
}

async function runVite(root, node, outDir) {
  const args = [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    join(root, 'web'),
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const child = spawn(node, args, { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return;
  const said = Buffer.concat(chunks).toString('utf8').trim();
  if (/ENOSPC|EDQUOT/.test(said)) throw Object.assign(new Error(said), { code: 'ENOSPC' });
  throw new Refusal(
    `The web page could not be built:\n${said.split('\n').slice(-12).join('\n')}`,
    'If nothing under web/ was changed, delete node_modules and start again.',
  );
}

function isBuilt(built, digest) {
  try {
    return readFileSync(join(built, '.digest'), 'utf8') === digest;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function digestOf(root) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesUnder(join(root, source))))
    hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

function filesUnder(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .filter(({ name }) => !apart.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}
