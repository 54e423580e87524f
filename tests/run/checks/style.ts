import { packageFile, runTool } from '../tool.ts';
import type { Check } from './check.ts';

const biome = packageFile('@biomejs/biome', 'bin/biome');

/** Format and lint, by biome. */
export const style: Check = {
  name: 'format and lint',
  async run(root) {
    const { code, output } = await runTool(root, biome, ['ci', '--error-on-warnings', '--max-diagnostics=20', '--colors=off']);
    return code === 0 ? [] : [output];
  },
  async fix(root) {
    await runTool(root, biome, ['check', '--write']);
  },
};
