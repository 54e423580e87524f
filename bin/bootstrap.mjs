#!/usr/bin/env node
// Runs on the machine's own Node, from version 18 on: no dependency, no newer syntax. Cold parts are imported when they are needed.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheCandidates } from './bootstrap/cache-folder.mjs';
import { dependenciesFresh } from './bootstrap/dependencies.mjs';
import { handOver } from './bootstrap/hand-over.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `--script NAME` runs; anything else goes to the program itself. */
const scripts = {
  check: 'tests/run/check.ts',
  test: 'tests/run/test.ts',
  'test:full': 'tests/run/test-full.ts',
  bench: 'tests/bench/bench.ts',
};

const say = (message) => process.stderr.write(`AI-Writer: ${message}\n`);

async function start() {
  const [entry, args] = target(process.argv.slice(2));
  const floor = readFileSync(join(root, '.node-version'), 'utf8').trim();
  const node = reaches(process.versions.node, floor) ? process.execPath : await runtime(floor);
  if (!dependenciesFresh(root)) await install();
  if (needsPage(entry, args)) await buildPage(node);
  handOver(node, ['--disable-warning=ExperimentalWarning', '--expose-gc', join(root, entry), ...args], environment());
}

function target(argv) {
  if (argv[0] !== '--script') return ['src/main.ts', argv];
  const entry = scripts[argv[1]];
  if (entry && existsSync(join(root, entry))) return [entry, argv.slice(2)];
  say(`There is no script "${argv[1]}".\n  Scripts: ${Object.keys(scripts).join(', ')}.`);
  process.exit(2);
}

function reaches(version, floor) {
  const [have, need] = [version, floor].map((text) => text.split('.').map(Number));
  const differs = need.findIndex((part, at) => have[at] !== part);
  return differs === -1 || have[differs] > need[differs];
}

async function runtime(version) {
  const { bringRuntime, cachedRuntime } = await import('./bootstrap/pinned-runtime.mjs');
  return cachedRuntime(root, version) ?? bringRuntime(root, version, say);
}

async function install() {
  const { writableCacheFolder } = await import('./bootstrap/cache-folder.mjs');
  const { installDependencies } = await import('./bootstrap/dependencies.mjs');
  await installDependencies(root, join(writableCacheFolder(root), 'npm'), say);
}

/** Where there are no sources of the page, as in an image, it was built before. */
function needsPage(entry, args) {
  return entry === 'src/main.ts' && args[0] === 'serve' && existsSync(join(root, 'web/vite.config.ts'));
}

async function buildPage(node) {
  const { buildWebPage } = await import('./bootstrap/web-page.mjs');
  await buildWebPage(root, node, say);
}

/** Compiled code is kept between starts; a third of the start time otherwise goes into compiling. */
function environment() {
  return { NODE_COMPILE_CACHE: join(cacheCandidates(root)[0], 'compiled'), ...process.env };
}

try {
  await start();
} catch (error) {
  if (!error.hint) throw error;
  say(`${error.message}\n  ${error.hint}`);
  process.exit(error.exitCode);
}
