import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { isAppError } from './errors.ts';

describe('cursor', () => {
  it('carries any keys and is safe in a URL', () => {
    const keys = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()), { minLength: 1 });
    fc.assert(
      fc.property(keys, (key) => {
        const cursor = encodeCursor(key);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor)).toEqual(key);
      }),
    );
  });

  it.each(['', 'x', 'e30', 'W10', 'W251bGxd', encodeCursor([Number.NaN])])('refuses %j', (cursor) => {
    try {
      decodeCursor(cursor);
      expect.unreachable();
    } catch (error) {
      expect(isAppError(error, 'validation_failed')).toBe(true);
    }
  });
});
