import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { residentBytes } from '../../src/adapters/killable-task/resident-memory.ts';
import { untilReady } from '../support/program.ts';
import { type Bench, type Figure, median } from './figures.ts';
import { killed } from './parts/part.ts';

const rounds = 5;
/** The collection after a start is over by then. */
const settleMs = 8_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const bareFastify = fileURLToPath(new URL('./parts/bare-fastify.ts', import.meta.url));
const megabyte = 2 ** 20;

interface Command {
  program: string;
  args: readonly string[];
  folder: string;
  dataDir: string;
}

export const start: Bench = {
  about:
    `Time from the command to the line that says it is ready, median of ${rounds} starts on a folder that was started before; and resident memory ` +
    `${settleMs / 1000} s after a start, of the server's process alone. Against Fastify with one route, started the same way.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: `"${process.execPath}" "${bareFastify}"` } }));
    const dataDir = join(folder, 'data');
    const serve = ['serve', '--port', '0', '--json'];
    const commands = {
      npm: { program: 'npm', args: ['start', '--', '--port', '0', '--json'], folder: root, dataDir },
      bareNpm: { program: 'npm', args: ['start'], folder, dataDir },
      node: { program: process.execPath, args: [join(root, 'bin/bootstrap.mjs'), ...serve], folder: root, dataDir },
      bareNode: { program: process.execPath, args: [bareFastify], folder, dataDir },
    };
    try {
      // The first start makes the data folder and fills the cache of compiled code.
      await started(commands.node, settleMs);
      await started(commands.bareNode, 0);
      return [...(await times(commands)), await idleMemory(commands)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function times({ npm, bareNpm, node, bareNode }: Record<'npm' | 'bareNpm' | 'node' | 'bareNode', Command>): Promise<Figure[]> {
  const taken: Record<string, number[]> = { npm: [], bareNpm: [], node: [], bareNode: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command] of Object.entries({ npm, bareNpm, node, bareNode })) taken[name]?.push((await started(command, 0)).seconds);
  }
  const of = (name: string) => median(taken[name] ?? []);
  return [
    {
      ...{ what: 'second `npm start` to ready', unit: 's', ours: of('npm'), goal: { of: 'ours', atMost: 1 } },
      baseline: { name: 'bare Fastify by `npm start`', value: of('bareNpm') },
    },
    { what: 'the same without npm', unit: 's', ours: of('node'), baseline: { name: 'bare Fastify', value: of('bareNode') } },
  ];
}

async function idleMemory({ node, bareNode }: Record<'node' | 'bareNode', Command>): Promise<Figure> {
  const [ours, bare] = [await started(node, settleMs), await started(bareNode, settleMs)];
  return {
    ...{ what: 'idle memory of the server', unit: 'MB', ours: ours.bytes / megabyte, goal: { of: 'ours', atMost: 130 } },
    baseline: { name: 'bare Fastify', value: bare.bytes / megabyte },
  };
}

/** Starts it once and ends it. @returns how long it took to be ready, and its memory so much later */
async function started({ program, args, folder, dataDir }: Command, settle: number): Promise<{ seconds: number; bytes: number }> {
  const before = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, AIWRITER_DATA_DIR: dataDir, AIWRITER_LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm starts a shell, which starts the program: they are ended together.
    detached: true,
  });
  try {
    await untilReady(child);
    const seconds = (performance.now() - before) / 1000;
    await pause(settle);
    return { seconds, bytes: residentBytes(child.pid as number) };
  } finally {
    await groupEnded(child);
  }
}

async function groupEnded(child: ChildProcess): Promise<void> {
  process.kill(-(child.pid as number), 'SIGTERM');
  await Promise.race([new Promise((resolve) => child.once('close', resolve)), pause(15_000)]);
  await killed(child);
}
