import type { Check } from './checks/check.ts';
import { checks } from './checks/index.ts';
import { repository } from './tool.ts';

/** More at once than there are cores would only make each slower. */
const atOnce = 2;

/** Runs every check, prints a line for each, and what is wrong below it. @returns how many passed and failed */
export async function runChecks(print: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const waiting = [...checks];
  let failed = 0;
  async function lane(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      const problems = await problemsOf(check);
      failed += problems.length > 0 ? 1 : 0;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      print([`${problems.length > 0 ? '✗' : '✓'} ${check.name} (${seconds} s)`, ...problems.map(indent)].join('\n'));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { passed: checks.length - failed, failed };
}

/** A check that cannot run has not passed. */
async function problemsOf(check: Check): Promise<string[]> {
  try {
    return await check.run(repository);
  } catch (error) {
    return [`The check itself failed: ${error instanceof Error ? error.stack : String(error)}`];
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
