import { runChecks } from './run-checks.ts';
import { runVitest } from './run-vitest.ts';
import { sumUp } from './sum-up.ts';

/** `npm test [-- FILES]`: the checks, then the tests; each check counts as one. With files only those tests run. */
const files = process.argv.slice(2);
const checked = files.length === 0 ? await runChecks((line) => console.log(line)) : { passed: 0, failed: 0 };
const tested = await runVitest(files);
sumUp({ passed: checked.passed + tested.passed, failed: checked.failed + tested.failed, skipped: tested.skipped });
