import type { HttpApp } from '../ports/http-app.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';

export interface RateLimit {
  /** Requests a caller may make in one window. */
  requests: number;
  /** Length of a window, seconds. */
  windowSeconds: number;
}

interface Window {
  startedAt: number;
  used: number;
}

/** Callers remembered at most; past it the oldest windows are forgotten, which only ever favours a caller. */
const callersAtMost = 10_000;

/** Counts each caller's requests in fixed windows and tells them by the `RateLimit` headers where they stand. */
export function addRateLimit(app: HttpApp, limit: RateLimit, clock: Clock): void {
  const windows = new Map<string, Window>();
  const policy = `"requests";q=${limit.requests};w=${limit.windowSeconds}`;
  app.addHook('onRequest', async (request, reply) => {
    if (request.scope === null || request.routeOptions.config.access === 'public') return;
    const caller = request.scope.apiKeyId ?? request.scope.userId;
    const window = currentWindow(windows, caller, limit, clock.monotonic());
    window.used += 1;
    const resetSeconds = Math.max(0, Math.ceil((window.startedAt + limit.windowSeconds * 1000 - clock.monotonic()) / 1000));
    const remaining = Math.max(0, limit.requests - window.used);
    reply.header('ratelimit-policy', policy).header('ratelimit', `"requests";r=${remaining};t=${resetSeconds}`);
    if (window.used > limit.requests) {
      throw new AppError('rate_limited', `More than ${limit.requests} requests in ${limit.windowSeconds} s`, {
        hint: 'Wait as long as Retry-After says; AIWRITER_RATE_LIMIT raises the limit.',
        retryAfterSeconds: resetSeconds,
      });
    }
  });
}

function currentWindow(windows: Map<string, Window>, caller: string, limit: RateLimit, now: number): Window {
  const known = windows.get(caller);
  if (known !== undefined && now - known.startedAt < limit.windowSeconds * 1000) return known;
  const fresh = { startedAt: now, used: 0 };
  // Deleted first, so that the map's order is the order of windows and the first entry is the oldest.
  windows.delete(caller);
  windows.set(caller, fresh);
  const oldest = windows.keys().next().value;
  if (windows.size > callersAtMost && oldest !== undefined) windows.delete(oldest);
  return fresh;
}
