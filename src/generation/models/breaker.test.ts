import { describe, expect, it } from 'vitest';
import type { ModelFailure } from '../../ports/language-model.ts';
import { admitsAt, afterAbort, afterFailure, afterStart, afterSuccess, type Breaker, closedBreaker } from './breaker.ts';

function failing(times: number, now: number, from: Breaker = closedBreaker, failure: ModelFailure = 'overloaded'): Breaker {
  return Array.from({ length: times }).reduce<Breaker>((breaker) => afterFailure(afterStart(breaker, now), failure, now), from);
}

describe('A circuit breaker', () => {
  it('opens after three failures in a row, and lets one call try later', () => {
    expect(admitsAt(failing(2, 0), 0)).toBe(0);
    const open = failing(3, 0);
    expect(admitsAt(open, 0)).toBe(10_000);
    const trial = afterStart(open, 10_000);
    expect(admitsAt(trial, 10_001)).toBeGreaterThan(60_000);
    expect(admitsAt(afterSuccess(), 10_002)).toBe(10_002);
  });

  it('counts only failures in a row', () => {
    expect(admitsAt(failing(2, 0, afterSuccess()), 0)).toBe(0);
  });

  it('stays open longer each time, up to five minutes', () => {
    let breaker = failing(3, 0);
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 8; ) {
      const at = admitsAt(breaker, now);
      pauses.push(at - now);
      now = at;
      breaker = failing(1, now, breaker);
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it.each(['bad_request', 'context_too_long', 'rate_limited'] as const)('is not opened by what one request did: %s', (failure) => {
    expect(admitsAt(failing(10, 0, closedBreaker, failure), 0)).toBe(0);
  });

  it('lets the next call try when a trial was ended by us', () => {
    const trial = afterStart(failing(3, 0), 10_000);
    expect(admitsAt(afterAbort(trial, 11_000), 11_000)).toBe(11_000);
    expect(afterAbort(closedBreaker, 5)).toBe(closedBreaker);
  });
});
