import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { extensions } from '../extensions.ts';
import type { EditorNode } from '../markdown/editor-json.ts';
import { toMarkdown } from '../markdown/from-editor.ts';
import { toEditor } from '../markdown/to-editor.ts';
import { moveSection, sectionAt, sectionsOf } from './sections.ts';

const schema = getSchema(extensions);
const text = 'Start.\n\n## A\n\na\n\n### A1\n\na1\n\n### A2\n\na2\n\n## B\n\nb.[^1]\n\n[^1]: Note.\n';
const stateOf = (markdown: string) => EditorState.create({ doc: schema.nodeFromJSON(toEditor(markdown)) });

function moved(index: number, direction: 'up' | 'down'): string | null {
  const state = stateOf(text);
  const transaction = moveSection(state, index, direction);
  return transaction === null ? null : toMarkdown(state.apply(transaction).doc.toJSON() as EditorNode);
}

it('lists the headings and knows where one is', () => {
  const { doc } = stateOf(text);
  const sections = sectionsOf(doc);
  expect(sections.map(({ text: heading, level }) => [heading, level])).toEqual([
    ['A', 2],
    ['A1', 3],
    ['A2', 3],
    ['B', 2],
  ]);
  expect(sectionAt(sections, 1)).toBe(-1);
  expect(sectionAt(sections, (sections[1]?.from ?? 0) + 2)).toBe(1);
});

it('moves a section with its subsections, and leaves the footnotes at the end', () => {
  const wanted = 'Start.\n\n## B\n\nb.[^1]\n\n## A\n\na\n\n### A1\n\na1\n\n### A2\n\na2\n\n[^1]: Note.\n';
  expect(moved(0, 'down')).toBe(wanted);
  expect(moved(3, 'up')).toBe(wanted);
});

it('moves a subsection only under its heading', () => {
  expect(moved(2, 'up')).toBe(text.replace('### A1\n\na1\n\n### A2\n\na2', '### A2\n\na2\n\n### A1\n\na1'));
  expect(moved(1, 'up')).toBeNull();
  expect(moved(2, 'down')).toBeNull();
  expect(moved(0, 'up')).toBeNull();
});
