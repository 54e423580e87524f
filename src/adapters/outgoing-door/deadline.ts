import type { OutgoingLimits } from '../../ports/outgoing-door.ts';
import { AppError } from '../../shared/errors.ts';

/** Ends a request at its time limit or when its caller gives up. */
export interface Deadline {
  readonly signal: AbortSignal;
  clear(): void;
}

/** @param totalMs from now to the end of the body */
export function startDeadline(totalMs: number, host: string, caller: AbortSignal | null): Deadline {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooSlow(host, `did not finish within ${seconds(totalMs)}`)), totalMs);
  return { signal: caller === null ? limit.signal : AbortSignal.any([caller, limit.signal]), clear: () => clearTimeout(timer) };
}

/** Rejects when the chunk does not come in time; the clock runs only while somebody waits for it. */
export async function withinIdle<T>(chunk: Promise<T>, limits: OutgoingLimits, host: string): Promise<T> {
  const silent = Promise.withResolvers<never>();
  const report = () => silent.reject(tooSlow(host, `sent nothing for ${seconds(limits.idleTimeoutMs)}`));
  const timer = setTimeout(report, limits.idleTimeoutMs);
  try {
    return await Promise.race([chunk, silent.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(host: string, what: string): AppError {
  return new AppError('upstream_failed', `${host} ${what}`, { hint: 'Try again later, or give it another address.' });
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
