import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const texts = (text: string, locale?: string) => splitSentences(text, locale).map((span) => span.text);

describe('splitSentences', () => {
  it.each([
    ['Dr. Smith left. Mrs. Jones stayed.', ['Dr. Smith left.', 'Mrs. Jones stayed.']],
    ['It cost 3.5 percent, e.g. Germany paid. Then it fell.', ['It cost 3.5 percent, e.g. Germany paid.', 'Then it fell.']],
    ['J. R. R. Tolkien wrote. He taught.', ['J. R. R. Tolkien wrote.', 'He taught.']],
    ['See Fig. 3. It rose (cf. p. 4). No. 5 won.', ['See Fig. 3.', 'It rose (cf. p. 4).', 'No. 5 won.']],
    ['He said no. They left.', ['He said no.', 'They left.']],
    ['The U.S. Army came. He died in the U.S. He was old.', ['The U.S. Army came.', 'He died in the U.S.', 'He was old.']],
    ['Smith et al. (2020) agree. Others do not.', ['Smith et al. (2020) agree.', 'Others do not.']],
    ['“What?” she asked. “Nothing.” He left.', ['“What?” she asked.', '“Nothing.”', 'He left.']],
    ['Tea, milk, etc. are sold. Acme Inc. sells it.', ['Tea, milk, etc. are sold.', 'Acme Inc. sells it.']],
    [
      'At 5 p.m. the bell rang. Open until 9 p.m. Closed on Sunday.',
      ['At 5 p.m. the bell rang.', 'Open until 9 p.m.', 'Closed on Sunday.'],
    ],
  ])('%s', (text, expected) => expect(texts(text)).toEqual(expected));

  it('keeps footnote marks with the sentence they stand on', () => {
    expect(texts('One.[^1] Two.[^2][^smith-2020] Three [^4]. Four.[5] Five.')).toEqual([
      'One.[^1]',
      'Two.[^2][^smith-2020]',
      'Three [^4].',
      'Four.[5]',
      'Five.',
    ]);
  });

  it('joins wrapped lines and cuts at blank lines, list items and headings', () => {
    expect(texts('# Title\nOne line\nwrapped. Next.\n\nPara without stop\n\n- item one\n- item two\n1. first\n2. second')).toEqual([
      '# Title',
      'One line\nwrapped.',
      'Next.',
      'Para without stop',
      '- item one',
      '- item two',
      '1. first',
      '2. second',
    ]);
  });

  it('knows other languages', () => {
    expect(texts('Am 3. Oktober war es z. B. kalt. Vgl. Abb. 2. Ende.', 'de')).toEqual([
      'Am 3. Oktober war es z. B. kalt.',
      'Vgl. Abb. 2.',
      'Ende.',
    ]);
    expect(texts('第一句。第二句！「引用。」第三句', 'zh')).toEqual(['第一句。', '第二句！', '「引用。」', '第三句']);
    expect(texts('One. Two.', 'no such tag!')).toEqual(['One.', 'Two.']);
  });

  it('leaves out nothing but white space and never overlaps', () => {
    const piece = fc.constantFrom(
      'a',
      'B.',
      ' ',
      '\n',
      '\n\n',
      '[^1]',
      '"',
      '”',
      '“',
      '?',
      '!',
      '.',
      '(',
      ')',
      'Dr.',
      '3.5',
      '# h',
      '- ',
      '😀',
      '。',
      '「',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const span of splitSentences(text)) {
          expect(text.slice(span.start, span.end)).toBe(span.text);
          expect(text.slice(end, span.start).trim()).toBe('');
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('is linear in the length of the text', () => {
    const before = process.cpuUsage();
    expect(splitSentences('A short sentence with e.g. an abbreviation.[^1] '.repeat(20_000))).toHaveLength(20_000);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
