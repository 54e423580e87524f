import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, isMet, ratioOf } from './figures.ts';
import { suite } from './suite.ts';
import { tableOf } from './table.ts';

/**
 * `npm run bench [-- NAME… --json]`: every measurement that needs no data from outside, one after the other, each in a process of its own and
 * with its baseline in the same run. A missed goal is a figure and no failure; a bench that could not measure is.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const unknown = positionals.find((name) => suite[name] === undefined);
if (unknown !== undefined) {
  process.stderr.write(`There is no bench ${unknown}; there are ${Object.keys(suite).join(', ')}.\n`);
  process.exit(2);
}

const machine = { node: process.version, processors: availableParallelism(), model: cpus()[0]?.model ?? '', loadBefore: loadavg()[0] };
const measured: { name: string; about: string; figures: Figure[] }[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(suite)) {
  process.stderr.write(`== ${name}\n`);
  const child = spawn(process.execPath, ['--expose-gc', script('run-one.ts'), name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [result, [code]] = await Promise.all([json(child.stdout).catch(() => null), once(child, 'exit')]);
  if (code === 0) measured.push({ name, ...(result as { about: string; figures: Figure[] }) });
  else process.exitCode = 1;
}

if (values.json) {
  const benches = measured.map((bench) => ({ ...bench, figures: bench.figures.map(withVerdict) }));
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, benches }, null, 2)}\n`);
} else {
  for (const { name, about } of measured) process.stdout.write(`${name}: ${about}\n`);
  process.stdout.write(`\n${tableOf(measured.flatMap(({ figures }) => figures))}`);
}

function withVerdict(figure: Figure) {
  return { ...figure, ratio: ratioOf(figure), met: isMet(figure) };
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
