import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, runTool } from '../tool.ts';
import type { Check } from './check.ts';

const compiler = packageFile('typescript', 'bin/tsc');

/** Types, by the TypeScript compiler. */
export const types: Check = {
  name: 'types',
  async run(root) {
    const projects = ['.', 'web'].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
    const results = await Promise.all(projects.map((project) => runTool(root, compiler, ['-p', project, '--pretty', 'false'])));
    return results.filter(({ code }) => code !== 0).map(({ output }) => output);
  },
};
