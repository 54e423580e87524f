import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../../tests/support/nasty-markdown.ts';
import {
  footnoteFaults,
  footnoteReferences,
  listFootnotes,
  mergeSections,
  removeFootnote,
  renumberFootnotes,
  setFootnote,
} from './footnotes.ts';
import { parseMarkdown, stringifyMarkdown, toNormalForm } from './normal-form.ts';

const text = 'A.[^b] B.[^a][^b]\n\n[^a]: first *note*\n\n[^b]: second\n\n[^c]: nobody\n';

describe('footnotes', () => {
  it('are listed with their content, references in reading order', () => {
    const root = parseMarkdown(text);
    expect(footnoteReferences(root)).toEqual(['b', 'a', 'b']);
    expect(listFootnotes(root)).toEqual([
      { label: 'a', content: 'first *note*', references: 1 },
      { label: 'b', content: 'second', references: 2 },
      { label: 'c', content: 'nobody', references: 0 },
    ]);
  });

  it('are numbered by first reference, with one definition each', () => {
    const root = parseMarkdown(`${text}\n[^A]: again\n`);
    expect([...renumberFootnotes(root)]).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['c', '3'],
    ]);
    expect(stringifyMarkdown(root)).toBe('A.[^1] B.[^2][^1]\n\n[^1]: second\n\n[^2]: first *note*\n\n[^3]: nobody\n');
  });

  it('are set and removed with their references', () => {
    const root = parseMarkdown(text);
    setFootnote(root, 'b', 'other');
    removeFootnote(root, 'a');
    expect(stringifyMarkdown(root)).toBe('A.[^b] B.[^b]\n\n[^c]: nobody\n\n[^b]: other\n');
  });

  it('have their faults named', () => {
    const root = parseMarkdown('A.[^1] B.[^2]\n\n[^1]: x\n\n[^1]: y\n\n[^3]: z');
    expect(footnoteFaults(root)).toEqual({ undefined: ['2'], repeated: ['1'], unused: ['3'] });
  });

  it('of sections written apart do not collide, and equal ones are one', () => {
    const merged = mergeSections([
      '## A\n\nOne.[^1] Two.[^2]\n\n[^1]: x\n\n[^2]: y\n',
      '## B\n\nThree.[^1] Four.[^2]\n\n[^1]: z\n\n[^2]: x\n',
    ]);
    expect(merged).toBe('## A\n\nOne.[^1] Two.[^2]\n\n## B\n\nThree.[^3] Four.[^1]\n\n[^1]: x\n\n[^2]: y\n\n[^3]: z\n');
  });

  it('after a merge have exactly one definition for each reference', () => {
    fc.assert(
      fc.property(fc.array(nastyMarkdown, { minLength: 1, maxLength: 3 }), (sections) => {
        const root = parseMarkdown(toNormalForm(mergeSections(sections)));
        const labels = listFootnotes(root).map((note) => note.label);
        expect(new Set(labels).size).toBe(labels.length);
        expect(footnoteFaults(root).repeated).toEqual([]);
        for (const label of footnoteReferences(root)) expect(labels).toContain(label);
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
