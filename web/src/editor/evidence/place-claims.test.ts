import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toNormalForm } from '../../../../src/content/markdown/normal-form.ts';
import { findClaims } from '../../../../src/evidence/claims.ts';
import { languageOf } from '../../../../src/shared/language/languages.ts';
import { extensions } from '../extensions.ts';
import { toEditor } from '../markdown/to-editor.ts';
import { placeClaims } from './place-claims.ts';
import { fold, sentenceAt } from './prose.ts';

const schema = getSchema(extensions);
const documentOf = (markdown: string) => schema.nodeFromJSON(toEditor(toNormalForm(markdown)));

const sentence = fc.constantFrom(
  'Cold brew holds **155 mg** of caffeine.',
  'In 2021, Dr. *Smith* measured 3.5 litres at 20 °C.[^1]',
  'Cold brew holds 155 mg of caffeine.',
  'It sold 1,200 units & `code` in\nJanuary 2020.',
  'The plant, e.g. in Zürich, made 12 % more 😀 in 2019.[^1][^2]',
  'See [the report of 2020](https://example.org), which names 7 towns.',
  'Is that so?',
  'They said: “It grew by 4 % in 2018.”',
);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(' '));
const block = fc.oneof(
  paragraph,
  paragraph.map((text) => `> ${text.replaceAll('\n', '\n> ')}`),
  fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n')),
  fc.constant('## Cold brew holds 155 mg of caffeine.'),
  fc.constant('| Year | Sold |\n| --- | --- |\n| 2020 | It sold 1,200 units. |'),
  fc.constant('```\nCold brew holds 155 mg of caffeine.\n```'),
);
const notes = '\n\n[^1]: [Notes](file:notes.pdf), p. 1 — “Cold brew holds 155 mg of caffeine.”\n\n[^2]: Two.\n';

it('finds every claim of the server at its place, in its order', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
      const stored = toNormalForm(blocks.join('\n\n') + notes);
      const document = documentOf(stored);
      const claims = findClaims(stored, languageOf('en'));
      const places = placeClaims(document, claims, 'en');
      for (const [index, place] of places.entries()) {
        expect(place?.text).toBe(claims[index]?.text);
        if (place === null) continue;
        const shown = document.textBetween(place.from, place.to, ' ', (leaf) => (leaf.type.name.endsWith('Break') ? ' ' : ''));
        expect(fold(shown)).toBe(claims[index]?.text);
        expect(places[index - 1]?.to ?? 0).toBeLessThanOrEqual(place.from);
      }
    }),
    { numRuns: 200 },
  );
});

it('has no place for a sentence that was changed, and finds one that was moved', () => {
  const claims = [{ text: 'It sold 5 units.' }, { text: 'It made 7 tons.' }];
  expect(placeClaims(documentOf('It sold 6 units. It made 7 tons.'), claims, 'en').map((place) => place?.text)).toEqual([
    undefined,
    'It made 7 tons.',
  ]);
  const moved = placeClaims(documentOf('It made 7 tons.\n\nIt sold 5 units.'), claims, 'en');
  expect(moved.map((place) => place?.text)).toEqual(['It sold 5 units.', 'It made 7 tons.']);
});

it('knows the sentence of a place, and none in a heading or a footnote', () => {
  const document = documentOf('# Title\n\nOne is here. Two is there.[^1]\n\n[^1]: A note.\n');
  expect(sentenceAt(document, 2, 'en')).toBeNull();
  expect(sentenceAt(document, 10, 'en')?.text).toBe('One is here.');
  expect(sentenceAt(document, 26, 'en')?.text).toBe('Two is there.');
  expect(sentenceAt(document, document.content.size - 3, 'en')).toBeNull();
});
