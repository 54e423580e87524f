import { createAccountTables } from './0001-initial/accounts.ts';
import { createContentTables } from './0001-initial/content.ts';
import { createGenerationTables } from './0001-initial/generation.ts';
import { createResearchTables } from './0001-initial/research.ts';
import { createSystemTables } from './0001-initial/system.ts';
import type { Migration } from './migration.ts';

export const initial: Migration = {
  version: 1,
  name: '0001-initial',
  oldestProgram: 1,
  async up(schema) {
    await createSystemTables(schema);
    await createAccountTables(schema);
    await createResearchTables(schema);
    await createContentTables(schema);
    await createGenerationTables(schema);
    await schema.createSearchIndex();
  },
};
