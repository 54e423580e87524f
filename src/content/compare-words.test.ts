import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { compareWords, type WordChange } from './compare-words.ts';

const side = (changes: WordChange[], other: WordChange['kind']) =>
  changes
    .filter((change) => change.kind !== other)
    .map((change) => change.text)
    .join('');

describe('compareWords', () => {
  it('shows whole words', () => {
    expect(compareWords('The quick fox, 中文字.', 'The slow fox, 中国字!')).toEqual([
      { kind: 'same', text: 'The ' },
      { kind: 'removed', text: 'quick' },
      { kind: 'added', text: 'slow' },
      { kind: 'same', text: ' fox, 中' },
      { kind: 'removed', text: '文' },
      { kind: 'added', text: '国' },
      { kind: 'same', text: '字' },
      { kind: 'removed', text: '.' },
      { kind: 'added', text: '!' },
    ]);
    expect(compareWords('', '')).toEqual([]);
  });

  it('gives back both texts', () => {
    fc.assert(
      fc.property(nastyMarkdown, nastyMarkdown, (from, to) => {
        const changes = compareWords(from, to);
        expect(side(changes, 'added')).toBe(from);
        expect(side(changes, 'removed')).toBe(to);
      }),
    );
  });

  it('stays quick for long texts that have little in common', () => {
    const text = (seed: number) =>
      Array.from({ length: 60_000 }, (_, i) => `w${(i * seed + seed) % 9973}${i % 12 === 0 ? '\n' : ''}`).join(' ');
    // Processor time: the wall clock of a busy machine says nothing about the code.
    const before = process.cpuUsage();
    const [from, to] = [7, 11].map((seed) => `First.\n${text(seed)}\nLast.\n`) as [string, string];
    const changes = compareWords(from, to);
    expect(changes.map((change) => change.kind)).toEqual(['same', 'removed', 'added', 'same']);
    expect([changes[0]?.text, changes[3]?.text]).toEqual(['First.\n', 'Last.\n']);
    expect([side(changes, 'added') === from, side(changes, 'removed') === to]).toEqual([true, true]);
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
  });
});
