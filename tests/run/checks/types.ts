import { packageFile, runTool } from '../tool.ts';
import type { Check } from './check.ts';

/** Types, by the TypeScript compiler. */
export const types: Check = {
  name: 'types',
  async run(root) {
    const { code, output } = await runTool(root, packageFile('typescript', 'bin/tsc'), ['-p', '.', '--pretty', 'false']);
    return code === 0 ? [] : [output];
  },
};
