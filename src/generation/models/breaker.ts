import type { ModelFailure } from '../../ports/language-model.ts';

/** Whether a model is worth asking, by how its last calls went. Times are monotonic milliseconds. */
export type Breaker =
  | { phase: 'closed'; failures: number }
  /** `trips` counts how often it opened in a row. */
  | { phase: 'open'; until: number; trips: number }
  /** One call is on its way to see whether the model is back; until it ends, or at most `until`, no other is made. */
  | { phase: 'trial'; until: number; trips: number };

export const closedBreaker: Breaker = { phase: 'closed', failures: 0 };

const failuresToOpen = 3;
const firstOpenMs = 10_000;
const longestOpenMs = 300_000;
const trialMs = 120_000;

/** Failures that say something about the service, and not about the one request. */
const ofTheService: ReadonlySet<ModelFailure> = new Set(['overloaded', 'timeout', 'cut', 'malformed', 'unreachable', 'unauthorised']);

/** When the model may be asked next: `now` or later. */
export function admitsAt(breaker: Breaker, now: number): number {
  return breaker.phase === 'closed' ? now : Math.max(now, breaker.until);
}

/** A call is about to be made. */
export function afterStart(breaker: Breaker, now: number): Breaker {
  return breaker.phase === 'closed' ? breaker : { phase: 'trial', until: now + trialMs, trips: breaker.trips };
}

export function afterFailure(breaker: Breaker, failure: ModelFailure, now: number): Breaker {
  if (!ofTheService.has(failure)) return afterSuccess();
  if (breaker.phase === 'closed' && breaker.failures + 1 < failuresToOpen) return { phase: 'closed', failures: breaker.failures + 1 };
  const trips = breaker.phase === 'closed' ? 1 : breaker.trips + 1;
  return { phase: 'open', until: now + Math.min(longestOpenMs, firstOpenMs * 2 ** (trips - 1)), trips };
}

export function afterSuccess(): Breaker {
  return closedBreaker;
}

/** We ended the call ourselves, so it told nothing. */
export function afterAbort(breaker: Breaker, now: number): Breaker {
  return breaker.phase === 'trial' ? { phase: 'open', until: now, trips: breaker.trips } : breaker;
}
