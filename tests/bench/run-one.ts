import { suite } from './suite.ts';

/** Runs one bench and writes what it measured to stdout, as JSON: `run-one.ts NAME`. */
const { about, run } = (await suite[process.argv[2] ?? '']?.()) ?? missing();
process.stderr.write(`${about}\n`);
const figures = await run();
process.stdout.write(JSON.stringify({ about, figures }));

function missing(): never {
  throw new Error(`There is no bench ${process.argv[2]}`);
}
