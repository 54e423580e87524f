import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Many tests start processes, which are slow on a machine that does something else too; a minute is for what hangs. */
const patience = 60_000;

export default defineConfig({
  test: {
    include: ['{src,bin,web}/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/full/**', 'tests/bench/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: patience,
    hookTimeout: patience,
  },
});
