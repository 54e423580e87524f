import { packageFile, runTool } from '../tool.ts';
import type { Check } from './check.ts';

/** Files, exports and dependencies nobody uses, by knip. */
export const unused: Check = {
  name: 'unused code',
  async run(root) {
    const { code, output } = await runTool(root, packageFile('knip', 'bin/knip.js'), ['--no-progress', '--treat-config-hints-as-errors']);
    return code === 0 ? [] : [output];
  },
};
