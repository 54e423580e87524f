import type { Counts } from './run-vitest.ts';

/** Prints the closing line and sets the exit code: a skipped test has not passed, and neither has a run without tests. */
export function sumUp({ passed, failed, skipped }: Counts): void {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 && skipped === 0 && passed > 0 ? 0 : 1;
}
