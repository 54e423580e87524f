import { globSync, readFileSync } from 'node:fs';
import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Suites of features: `npm test` runs them on SQLite, the full run on PostgreSQL. Those about the engines themselves run on both there already. */
const featureTests = globSync('src/**/*.test.ts').filter((file) => readFileSync(file, 'utf8').includes('sqliteOpener'));

const full = mergeConfig(base, { test: { env: { TEST_ENGINE: 'postgres' }, testTimeout: 600_000, hookTimeout: 600_000 } });
full.test.include = ['tests/full/**/*.test.ts', ...featureTests];
full.test.exclude = [];

export default full;
