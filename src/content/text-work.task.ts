import type { TextCall } from './text-thread.ts';
import { textWork } from './text-work.ts';

/** Runs in the text thread. */
export default function work({ name, args }: TextCall): unknown {
  const run = textWork[name] as (...args: readonly unknown[]) => unknown;
  return run(...args);
}
