import { runVitest } from './run-vitest.ts';
import { sumUp } from './sum-up.ts';

/** `npm run test:full [-- FILES]`: what takes minutes, and the features on PostgreSQL. */
sumUp(await runVitest(['--config', 'vitest.full.config.ts', ...process.argv.slice(2)]));
