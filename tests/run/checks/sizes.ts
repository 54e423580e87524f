import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionLengths } from '../function-lengths.ts';
import { sourceFiles } from '../source-files.ts';
import type { Check } from './check.ts';

interface Size {
  where: string;
  lines: number;
}

const limits = {
  file: { most: 400, usual: 250 },
  function: { most: 60, usual: 40 },
};

/** Length of files and functions: none above the most, and 95 of 100 within the usual. A test's cases are no functions in this sense. */
export const sizes: Check = {
  name: 'sizes',
  async run(root) {
    const files = sourceFiles(root);
    const texts = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
    const product = texts.filter(({ path }) => !isTest(path));
    const fileSizes = texts.map(({ path, text }) => ({ where: path, lines: text.split('\n').length - 1 }));
    const functionSizes = product.flatMap(({ path, text }) =>
      functionLengths(path, text).map(({ line, lines }) => ({ where: `${path}:${line}`, lines })),
    );
    if (functionSizes.length === 0 && product.length > 0)
      return ['No function was found in any file: the parser does not understand them.'];
    return [
      ...tooLong(fileSizes, 'file', limits.file.most),
      ...tooLong(functionSizes, 'function', limits.function.most),
      ...tooLongUsually(
        fileSizes.filter(({ where }) => !isTest(where)),
        'file',
        limits.file.usual,
      ),
      ...tooLongUsually(functionSizes, 'function', limits.function.usual),
    ];
  },
};

function isTest(path: string): boolean {
  return /\.(test|contract|fixture)\.tsx?$/.test(path) || path.startsWith('tests/');
}

function tooLong(sizes: readonly Size[], kind: string, most: number): string[] {
  return sizes
    .filter(({ lines }) => lines > most)
    .map(({ where, lines }) => `${where}: a ${kind} of ${lines} lines; ${most} are the most. Split it by meaning.`);
}

function tooLongUsually(sizes: readonly Size[], kind: string, usual: number): string[] {
  const sorted = sizes.toSorted((one, other) => one.lines - other.lines);
  const atP95 = sorted[Math.floor(sorted.length * 0.95)];
  if (atP95 === undefined || atP95.lines <= usual) return [];
  const longest = sorted.slice(-5).map(({ where, lines }) => `${where} (${lines})`);
  return [`95 of 100 ${kind}s should have at most ${usual} lines, but the 95th has ${atP95.lines}. Longest: ${longest.join(', ')}.`];
}
