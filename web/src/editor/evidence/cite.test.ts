import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { citationMarkdown } from '../../../../src/content/citation.ts';
import { toNormalForm } from '../../../../src/content/markdown/normal-form.ts';
import { extensions } from '../extensions.ts';
import type { EditorNode } from '../markdown/editor-json.ts';
import { toMarkdown } from '../markdown/from-editor.ts';
import { toEditor } from '../markdown/to-editor.ts';
import { cite } from './cite.ts';
import { sentencesOf } from './prose.ts';

const schema = getSchema(extensions);
const passage = {
  sourceTitle: 'Notes *of* May',
  address: 'file:notes.pdf',
  quote: { exact: 'It holds\n155 [mg]', locator: { page: 3 } },
};
const said = citationMarkdown({ label: '1', sourceId: null, supported: true, ...passage, locator: 'p. 3', quote: passage.quote.exact });

/** Cites the sentence with that number. */
function cited(markdown: string, sentence: number, by = passage): string {
  const state = EditorState.create({ doc: schema.nodeFromJSON(toEditor(toNormalForm(markdown))) });
  const { to } = sentencesOf(state.doc, 'en')[sentence] ?? { to: 1 };
  const body = toMarkdown(state.apply(cite(state, to, by)).doc.toJSON() as EditorNode);
  expect(toNormalForm(body)).toBe(body);
  return body;
}

it('puts the footnote behind the sentence and its definition, in the server’s form, at the end', () => {
  expect(cited('One. Two.', 0)).toBe(`One.[^1] Two.\n\n[^1]: ${said}\n`);
});

it('numbers by first reference, keeps names and puts the definitions in order', () => {
  const before = 'One. Two.[^1] Three.[^own] Four.[^2]\n\n[^1]: A.\n\n[^own]: O.\n\n[^2]: B.\n';
  expect(cited(before, 0)).toBe(`One.[^1] Two.[^2] Three.[^own] Four.[^3]\n\n[^1]: ${said}\n\n[^own]: O.\n\n[^2]: A.\n\n[^3]: B.\n`);
});

it('stands behind the footnotes the sentence has', () => {
  expect(cited('One.[^1] Two.\n\n[^1]: A.\n', 0)).toBe(`One.[^1][^2] Two.\n\n[^1]: A.\n\n[^2]: ${said}\n`);
});

it('refers to the definition that says the same, and only once behind a sentence', () => {
  const once = cited('One. Two.', 0);
  const twice = cited(once, 1);
  expect(twice).toBe(`One.[^1] Two.[^1]\n\n[^1]: ${said}\n`);
  expect(cited(twice, 1)).toBe(twice);
});

it('takes a free number and changes none where verbatim Markdown has footnotes', () => {
  const before = 'One. Two.[^1]\n\n<b>x</b> text[^4]\n\n[^1]: A.\n\n[^4]: B.\n';
  const body = cited(before, 0);
  expect(body).toContain('One.[^5] Two.[^1]');
  expect(body).toContain(`[^5]: ${said}`);
});

it('names a source without a title by its address', () => {
  const untitled = { ...passage, sourceTitle: ' ' };
  const wanted = citationMarkdown({
    label: '1',
    sourceId: null,
    supported: true,
    ...untitled,
    locator: 'p. 3',
    quote: passage.quote.exact,
  });
  expect(cited('One.', 0, untitled)).toBe(`One.[^1]\n\n[^1]: ${wanted}\n`);
});
