import { describe, expect, it } from 'vitest';
import { formatLocator } from './locator.ts';

describe('formatLocator', () => {
  it.each([
    [{ page: 3 }, 'p. 3'],
    [{ page: 3, heading: 'Brewing' }, 'p. 3, “Brewing”'],
    [{ heading: 'Brewing', paragraph: 7 }, '“Brewing”'],
    [{ timeMs: 751_999, speaker: 'Jane' }, '00:12:31, Jane'],
    [{ timeMs: 360_000_000 }, '100:00:00'],
    [{ paragraph: 4 }, 'para. 4'],
    [{}, ''],
  ])('writes %j as %s', (locator, written) => {
    expect(formatLocator(locator)).toBe(written);
  });
});
