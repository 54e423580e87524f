import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench`: every measurement that needs no data from outside, one after the other, each with its baseline in the same run.
 * `npm run bench -- NAME` runs one.
 */
const benches = ['sqlite-writer', 'vectors'] as const;

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = wanted.find((name) => !(benches as readonly string[]).includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no bench ${unknown}; there are ${benches.join(', ')}.\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : benches) {
  process.stdout.write(`\n== ${name}\n`);
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const [code] = await once(spawn(process.execPath, [script], { stdio: 'inherit' }), 'exit');
  if (code !== 0) process.exitCode = 1;
}
