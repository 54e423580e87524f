import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceBlock } from '../ports/source-parser.ts';
import { rebaseBlocks } from './rebase-blocks.ts';

/** A text of one block a paragraph, the n-th on page n. */
function textOf(paragraphs: readonly string[]): { text: string; blocks: SourceBlock[] } {
  const blocks: SourceBlock[] = [];
  let start = 0;
  for (const [index, paragraph] of paragraphs.entries()) {
    const end = start + [...paragraph].length;
    blocks.push({ start, end, kind: 'paragraph', locator: { page: index + 1 } });
    start = end + 2;
  }
  return { text: paragraphs.join('\n\n'), blocks };
}

function written(text: string, blocks: readonly SourceBlock[]): string[] {
  return blocks.map((block) => `${block.locator.page}: ${[...text].slice(block.start, block.end).join('')}`);
}

const { text, blocks } = textOf(['One 😀.', 'Two two.', 'Three.']);

describe('rebaseBlocks', () => {
  it.each([
    ['a word mended', text.replace('Two two', 'Two and two'), ['1: One 😀.', '2: Two and two.', '3: Three.']],
    ['a paragraph cut in two', text.replace('Two two', 'Two.\n\nTwo'), ['1: One 😀.', '2: Two.', '2: Two.', '3: Three.']],
    ['a paragraph removed', 'One 😀.\n\nThree.', ['1: One 😀.', '3: Three.']],
    ['a paragraph added at the end', `${text}\n\nFour.`, ['1: One 😀.', '2: Two two.', '3: Three.', '3: Four.']],
    ['nothing changed', text, ['1: One 😀.', '2: Two two.', '3: Three.']],
    ['all new', 'Other words\nentirely', ['1: Other words\nentirely']],
  ])('keeps locators when there is %s', (_, after, expected) => {
    expect(written(after, rebaseBlocks(text, blocks, after))).toEqual(expected);
  });

  it('covers every word of any text with blocks in order', () => {
    const paragraph = fc
      .string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀'), minLength: 1, maxLength: 6 })
      .filter((value) => value.trim() === value && value !== '');
    const anyText = fc.array(paragraph, { maxLength: 5 });
    fc.assert(
      fc.property(anyText, anyText, (old, mended) => {
        const before = textOf(old);
        const after = mended.join('\n\n');
        let end = 0;
        let uncovered = '';
        for (const block of rebaseBlocks(before.text, before.blocks, after)) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(block.end).toBeGreaterThan(block.start);
          uncovered += [...after].slice(end, block.start).join('');
          end = block.end;
        }
        uncovered += [...after].slice(end).join('');
        expect(uncovered.trim()).toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});
