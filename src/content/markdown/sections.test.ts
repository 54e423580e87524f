import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../../tests/support/nasty-markdown.ts';
import { footnoteFaults } from './footnotes.ts';
import { parseMarkdown, stringifyMarkdown, toNormalForm } from './normal-form.ts';
import { listSections, replaceSection } from './sections.ts';

const text =
  'Opening.[^1]\n\n## One\n\nFirst.[^2]\n\n### Within\n\nMore.\n\n## One\n\nSecond.[^1][^3]\n\n[^1]: a\n\n[^2]: b\n\n[^3]: c\n\n[^n]: nobody\n';

describe('sections', () => {
  it('are found by their headings', () => {
    const sections = listSections(text);
    expect(sections.map(({ slug, depth }) => [slug, depth])).toEqual([
      ['one', 2],
      ['within', 3],
      ['one-2', 2],
    ]);
    expect(sections.map(({ start, end }) => text.slice(start, end))).toEqual([
      '## One\n\nFirst.[^2]\n\n### Within\n\nMore.',
      '### Within\n\nMore.',
      '## One\n\nSecond.[^1][^3]',
    ]);
  });

  it('are replaced with their footnotes, and the others keep theirs', () => {
    expect(replaceSection(text, 'one', '## New\n\nOther.[^1] Same.[^2]\n\n[^1]: x\n\n[^2]: c')).toBe(
      'Opening.[^1]\n\n## New\n\nOther.[^2] Same.[^3]\n\n## One\n\nSecond.[^1][^3]\n\n[^1]: a\n\n[^2]: x\n\n[^3]: c\n\n[^4]: nobody\n',
    );
    expect(replaceSection('## A\n\nText.\n\n[^n]: nobody\n', 'a', '## B')).toBe('## B\n\n[^1]: nobody\n');
    expect(replaceSection(text, 'none', 'x')).toBeNull();
  });

  it('after a replacement leave a normal form whose references all have one definition', () => {
    fc.assert(
      fc.property(nastyMarkdown, nastyMarkdown, (before, replacement) => {
        const body = toNormalForm(`${before}\n\n## Old\n\nText.[^1]\n\n## Next\n\nMore.[^1]\n\n[^1]: note`);
        const slug = listSections(body).find((section) => section.heading === 'Old')?.slug;
        const after = slug === undefined ? body : (replaceSection(body, slug, replacement) as string);
        expect(stringifyMarkdown(parseMarkdown(after))).toBe(after);
        expect(footnoteFaults(parseMarkdown(after)).repeated).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
