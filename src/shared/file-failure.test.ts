import { describe, expect, it } from 'vitest';
import { explainFileFailure } from './file-failure.ts';

describe('explainFileFailure', () => {
  it.each([
    ['ENOSPC', 'storage_full'],
    ['EDQUOT', 'storage_full'],
    ['EROFS', 'unavailable'],
    ['EACCES', 'unavailable'],
    ['EIO', 'unavailable'],
    ['ENOTDIR', 'unavailable'],
  ])('explains %s as %s', (code, expected) => {
    const error = Object.assign(new Error(code), { code, syscall: 'write' });
    expect(explainFileFailure(error, '/folder')).toMatchObject({
      code: expected,
      message: expect.stringContaining('/folder'),
      hint: expect.any(String),
    });
  });

  it('leaves errors of other origin as they are', () => {
    const error = Object.assign(new Error('reset by peer'), { code: 'ECONNRESET' });
    expect(explainFileFailure(error, '/folder')).toBe(error);
  });
});
