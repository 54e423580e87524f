import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Continuation, cutToWholeSentences, joinContinuation } from './takeover.ts';

const before = 'Cold brew steeps for twelve hours [1]. It is less acidic than espresso, which is brewed hot [2].';
const next =
  'Espresso takes half a minute under nine bars of pressure [3]. Its crema comes from dissolved gas [2]. Both keep well for a day.';

describe('A text that broke off', () => {
  it.each([
    ['is kept up to its last whole sentence', 'One thing is so. Another thing is al', 'One thing is so. '],
    ['keeps the paragraph it had begun', 'One thing is so.\n\nAnoth', 'One thing is so.\n\n'],
    ['keeps a sentence with its citation', 'One thing is so [1]. Another [2', 'One thing is so [1]. '],
    ['keeps a citation after the full stop', 'One thing is so.[1] And th', 'One thing is so.[1] '],
    ['keeps a closing quotation mark', 'He said “it is so.” And th', 'He said “it is so.” '],
    ['is not taken to end in an abbreviation', 'It is so. This holds for e.g.', 'It is so. '],
    ['is not taken to end in half a number', 'It is so. It costs 3.', 'It is so. '],
    ['is nothing without a whole sentence', 'One thing is', ''],
    ['is nothing when empty', '', ''],
    ['loses a heading without its text', 'It is so.\n\n### What foll', 'It is so.\n\n'],
    ['is kept whole when it ends in a sentence', 'It is so. And so it was.', 'It is so. And so it was.'],
    ['ends in any script', '冷萃咖啡需要十二小时。它的酸', '冷萃咖啡需要十二小时。'],
  ])('%s', (_, text, kept) => {
    expect(cutToWholeSentences(text)).toBe(kept);
  });

  it('is always kept as a beginning of itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('It is so. ', 'Is it? ', 'e.g. ', '3.', '5 ', 'word ', '\n\n', '[1]', '“', '”')), (parts) => {
        const text = parts.join('');
        const kept = cutToWholeSentences(text);
        expect(text.startsWith(kept)).toBe(true);
        expect(cutToWholeSentences(kept).length).toBeLessThanOrEqual(kept.length);
      }),
    );
  });
});

describe('What a successor adds', () => {
  it.each([
    ['goes on as asked', next, ` ${next}`],
    ['begins with a blank', `  ${next}`, ` ${next}`],
    ['begins a paragraph', `\n\n${next}`, `\n\n${next}`],
    ['says all that was said', `${before} ${next}`, ` ${next}`],
    ['says it without the citations', `${before.replace(/ \[\d\]/g, '')} ${next}`, ` ${next}`],
    ['says the last sentence again', `It is less acidic than espresso, which is brewed hot [2]. ${next}`, ` ${next}`],
    ['says the end of the last sentence again', `which is brewed hot [2]. ${next}`, ` ${next}`],
    ['greets', `Sure! Here is the continuation of the section:\n\n${next}`, `\n\n${next}`.replace('\n\n', ' ')],
    ['greets in the same line', `Certainly! Here's the rest: ${next}`, ` ${next}`],
    ['greets and repeats', `Of course! Here is the text:\n\n${before} ${next}`, ` ${next}`],
    ['starts over in other words', `Let us look at this from the beginning. ${before} ${next}`, ` ${next}`],
    [
      'starts over with small changes',
      `Cold brew always steeps for twelve hours. It is less acidic than an espresso, which is brewed hot. ${next}`,
      ` ${next}`,
    ],
    ['adds nothing', before, ''],
    ['is empty', '  \n', ''],
  ])('when it %s', (_, continuation, added) => {
    expect(joinContinuation(before, continuation)).toBe(added);
  });

  it('is kept when it is new, however it begins', () => {
    for (const text of [
      'Sure, some prefer it hot. Others do not.',
      'Here the two differ. Nobody knows why.',
      'I have tried both.',
      'OK is not a word here.',
    ]) {
      expect(joinContinuation(before, text)).toBe(` ${text}`);
    }
  });

  it('follows a paragraph break that was kept', () => {
    expect(joinContinuation('It is so.\n\n', `\n${next}`)).toBe(next);
    expect(joinContinuation('冷萃咖啡需要十二小时。', '它的酸度更低。')).toBe('它的酸度更低。');
  });

  it('is the same however it is cut into parts', () => {
    const openings = [
      next,
      `${before} ${next}`,
      `Sure! Here is the continuation:\n\n${next}`,
      `Let us begin anew. ${before} ${next}`,
      'Sure.',
      '',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...openings), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (text, lengths) => {
        const joint = new Continuation(before);
        let said = '';
        let rest = text;
        for (let index = 0; rest !== ''; index += 1) {
          const length = lengths[index % lengths.length] ?? 1;
          said += joint.push(rest.slice(0, length));
          rest = rest.slice(length);
        }
        expect((said + joint.end()).trim()).toBe(joinContinuation(before, text).trim());
      }),
    );
  });

  it('shows text as soon as it is clear that it is new', () => {
    const joint = new Continuation(before);
    const words = next.match(/\s*\S+/g) ?? [];
    const shown = words.map((word) => joint.push(word));
    expect(shown.findIndex((text) => text !== '')).toBeLessThan(words.length - 1);
    expect(shown.join('') + joint.end()).toBe(` ${next}`);
  });
});
