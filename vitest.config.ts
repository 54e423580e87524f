import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,bin}/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/full/**', 'tests/bench/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});
