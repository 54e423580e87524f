import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypesFile, headerOf, openApiDocument, writeApiTypes } from '../api-types/write.ts';
import type { Check } from './check.ts';

/** The page's types of the API are those of the API. */
export const apiTypes: Check = {
  name: 'API types',
  async run(root) {
    const [firstLine] = readFileSync(join(root, apiTypesFile), 'utf8').split('\n', 1);
    const isCurrent = firstLine === headerOf(await openApiDocument());
    return isCurrent ? [] : [`${apiTypesFile} is not what the API says. Run: npm run check -- --fix`];
  },
  async fix(root) {
    writeApiTypes(root, await openApiDocument());
  },
};
