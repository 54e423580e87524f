import { checks } from './checks/index.ts';
import { runChecks } from './run-checks.ts';
import { repository } from './tool.ts';

/** `npm run check [-- --fix]` */
if (process.argv.includes('--fix')) {
  for (const check of checks) await check.fix?.(repository);
}
const { passed, failed } = await runChecks((line) => console.log(line));
console.log(failed === 0 ? `All ${passed} checks passed.` : `${failed} of ${passed + failed} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
