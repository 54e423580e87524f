import { expect, it } from 'vitest';
import { packCodes } from '../../../shared/language/languages.ts';
import { wordingOf } from './wordings.ts';

it.each(packCodes)('the description of a dossier counts one of each as one (%s)', (code) => {
  const { description } = wordingOf(code);
  expect(description(1, 1, 1, 1)).not.toBe(description(2, 2, 2, 2).replaceAll('2', '1'));
  expect(description(2, 3, 4, 5)).toMatch(/2.*3.*4.*5/);
  if (code === 'en')
    expect(description(1, 1, 0, 2)).toBe('What one source says: 1 quote by question, 0 conflicts, 2 gaps, and an outline.');
});
