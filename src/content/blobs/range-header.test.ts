import { describe, expect, it } from 'vitest';
import { parseRange } from './range-header.ts';

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, 10],
    ['bytes=9-9', 9, 10],
    ['bytes=5-99999999999999999999', 5, 10],
    ['bytes=-1', 9, 10],
    ['bytes=-99999999999999999999', 0, 10],
    ['Bytes=2-3', 2, 4],
  ])('%s of 10 bytes is read', (header, start, end) => expect(parseRange(header, 10)).toEqual({ start, end }));

  it.each([undefined, '', 'bytes=-', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b', 'bytes=1.5-2', 'bytes=0x1-2'])(
    '%s is passed over',
    (header) => expect(parseRange(header, 10)).toBeNull(),
  );

  it.each([
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=5-2', 10],
    ['bytes=99999999999999999999-', 10],
    ['bytes=0-0', 0],
    ['bytes=0-', 0],
    ['bytes=-5', 0],
  ])('%s of %i bytes is refused', (header, size) =>
    expect(() => parseRange(header, size)).toThrow(expect.objectContaining({ code: 'range_not_satisfiable' })),
  );
});
