import { describe, expect, it } from 'vitest';
import { etagOf, versionFromIfMatch } from './etag.ts';

const refusal = (code: string) => expect.objectContaining({ code });

describe('If-Match', () => {
  it('names the version of an ETag, weakened or not, or any', () => {
    expect(versionFromIfMatch(etagOf(7))).toBe(7);
    expect(versionFromIfMatch(' W/"12" ')).toBe(12);
    expect(versionFromIfMatch('*')).toBeUndefined();
  });

  it('is asked for when missing, and refused when not ours', () => {
    for (const missing of [undefined, '', ' ']) expect(() => versionFromIfMatch(missing)).toThrow(refusal('precondition_required'));
    for (const other of ['7', '"x"', '"1", "2"']) expect(() => versionFromIfMatch(other)).toThrow(refusal('revision_mismatch'));
  });
});
