import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsPage } from '../../../src/config/index.ts';
import type { Check } from './check.ts';

const page = 'docs/guide/settings.md';

/** The guide's settings page says what src/config says. */
export const settingsGuide: Check = {
  name: 'settings page',
  async run(root) {
    const isCurrent = readFileSync(join(root, page), 'utf8') === settingsPage();
    return isCurrent ? [] : [`${page} is not what src/config says. Run: npm run check -- --fix`];
  },
  async fix(root) {
    writeFileSync(join(root, page), settingsPage());
  },
};
