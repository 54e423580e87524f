import { describe, expect, it } from 'vitest';
import { RepeatedSentences } from './repeated-sentences.ts';

const first = 'Cold brew steeps for hours.[^1] It keeps *for a week*.[^2] Not so.\n\n[^1]: One.\n\n[^2]: Two.\n';

describe('What sections say twice', () => {
  it('is left out of the later one, with its citation and the definition nobody refers to any more', () => {
    const repeated = new RepeatedSentences('en');
    expect(repeated.without(first)).toBe(first);
    const second =
      'Espresso is quick.[^1] It keeps **for a week**.[^2] Not so.\n\nCold brew steeps for hours![^1]\n\n[^1]: One.\n\n[^2]: Two.\n';
    expect(repeated.without(second)).toBe('Espresso is quick.[^1] Not so.\n\n[^1]: One.\n');
    expect(repeated.count).toBe(2);
  });

  it('is left out within one section too', () => {
    const round = 'It goes round and round.[^1] It goes round and round.[^1] And it ends there at last.\n\n[^1]: One.\n';
    expect(new RepeatedSentences('en').without(round)).toBe('It goes round and round.[^1] And it ends there at last.\n\n[^1]: One.\n');
  });

  it('leaves no citation without its sentence', () => {
    const repeated = new RepeatedSentences('en');
    repeated.without(first);
    const second = 'Espresso is quick.[^3]\n\n[^1] Cold brew steeps for hours.\n\n[^1]: One.\n\n[^3]: Three.\n';
    expect(repeated.without(second)).toBe('Espresso is quick.[^3]\n\n[^3]: Three.\n');
  });

  it('leaves nothing of a section that says nothing else', () => {
    const repeated = new RepeatedSentences('en');
    repeated.without(first);
    expect(repeated.without('- It keeps for a week.[^2]\n\n[^2]: Two.\n').replace(/\W/g, '')).toBe('');
  });

  it('does not take numbers that differ for the same', () => {
    const prices = 'A glass costs 6.50 francs on average. A glass costs 4.80 francs on average.\n';
    expect(new RepeatedSentences('en').without(prices)).toBe(prices);
  });
});
