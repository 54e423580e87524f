import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, runTool } from '../tool.ts';
import type { Check } from './check.ts';

/** Which folder may import which, by dependency-cruiser. */
export const imports: Check = {
  name: 'imports',
  async run(root) {
    const folders = ['src', 'bin', 'tests', 'web'].filter((folder) => existsSync(join(root, folder)));
    const cruiser = packageFile('dependency-cruiser', 'bin/dependency-cruiser.mjs');
    const { code, output } = await runTool(root, cruiser, [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long']);
    if (code !== 0) return [output];
    // A parser that does not understand the language finds no import, and so nothing wrong.
    const dependencies = Number(/(\d+) dependencies cruised/.exec(output)?.[1] ?? 0);
    return dependencies > 0 ? [] : [`dependency-cruiser saw no import at all:\n${output}`];
  },
};
