import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNormalForm } from '../content/index.ts';
import type { CheckedClaim } from './check.ts';
import { findClaims } from './claims.ts';
import { followEdits } from './follow-edits.ts';

/** A finding for each sentence, told apart by its probability. */
function checked(body: string): CheckedClaim[] {
  return findClaims(body).map(({ start, end, text, footnotes: [footnote] }, at) => ({
    ...{ start, end, text, support: 'supported', probability: at / 100, shown: true, sourceId: 'src_1', note: 'Seen.' },
    ...(footnote === undefined ? {} : { footnote }),
  }));
}

function follow(before: string, after: string): CheckedClaim[] {
  const [checkedBody, body] = [toNormalForm(before), toNormalForm(after)];
  return followEdits({ claims: checked(checkedBody), checkedBody, body, language: 'en' });
}

const told = (claims: CheckedClaim[]) => claims.map(({ text, support, probability }) => [text, support, probability]);
const coffee = 'Espresso holds 63 milligrams. Cold brew steeps for 16 hours. The cup weighs 20 grams.';

describe('what a check found, after the text was edited', () => {
  it('stays with the sentences that stayed, and says of the others that nobody checked them', () => {
    const after = 'Ümlaut 😀 came in 2020. Cold brew steeps for 16 hours. The cup weighs 30 grams. Espresso holds 63 milligrams.';
    expect(told(follow(coffee, after))).toEqual([
      ['Ümlaut 😀 came in 2020.', 'unchecked', 1],
      ['Cold brew steeps for 16 hours.', 'supported', 0.01],
      ['The cup weighs 30 grams.', 'unchecked', 1],
      ['Espresso holds 63 milligrams.', 'supported', 0],
    ]);
  });

  it('stays through marks, wraps and other headings, which a sentence does not depend on', () => {
    const after = '## New\n\nEspresso *holds* 63\nmilligrams. Cold brew **steeps** for 16 hours.';
    expect(told(follow(coffee, after)).map(([, support]) => support)).toEqual(['supported', 'supported']);
  });

  it('goes with its footnote, whatever number that has now, and ends when the footnote says something else', () => {
    const note = '[^1]: [A](https://a.b) — “63 milligrams”\n';
    const before = `Espresso holds 63 milligrams.[^1]\n\n${note}`;
    const renumbered = `It is sold in 40 shops.[^1] Espresso holds 63 milligrams.[^2]\n\n[^1]: mine\n\n${note.replace('[^1]', '[^2]')}`;
    expect(follow(before, renumbered)[1]).toMatchObject({ support: 'supported', footnote: '2' });
    expect(follow(before, before.replace('“63', '“64'))[0]).toMatchObject({ support: 'unchecked' });
    expect(follow(before, 'Espresso holds 63 milligrams.')[0]).toMatchObject({ support: 'unchecked' });
  });

  it('names footnotes by the numbers they have now', () => {
    const body = toNormalForm('Espresso holds 63 milligrams.[^1]\n\n[^1]: x');
    const claims = checked(body).map((claim) => ({ ...claim, note: 'Seen. No source holds the words that footnote 1 quotes.' }));
    const after = toNormalForm('Espresso holds 63 milligrams.[^7]\n\n[^7]: x');
    expect(followEdits({ claims, checkedBody: body, body: after, language: 'en' })[0]).toMatchObject({
      footnote: '7',
      note: 'Seen. No source holds the words that footnote 7 quotes.',
    });
  });

  it('gives each of two equal sentences its own finding, and a third none', () => {
    const twice = 'It weighs 20 grams. It weighs 20 grams.';
    expect(told(follow(twice, `${twice} It weighs 20 grams.`)).map(([, support, probability]) => [support, probability])).toEqual([
      ['supported', 0],
      ['supported', 0.01],
      ['unchecked', 1],
    ]);
  });

  it('whatever was edited: a finding stands at the words it was made for, and none is invented', () => {
    const sentence = fc.constantFrom(
      'It has 3 legs.',
      'It has *4* legs. ',
      '😀 weighs 5 kg.',
      'Paris has 2 airports.[^a]',
      'Why?',
      '# H\n\n',
      '\n\n- ',
      '> ',
    );
    const text = fc.array(sentence, { maxLength: 12 }).map((parts) => `${parts.join(' ')}\n\n[^a]: note`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [known, body] = [checked(toNormalForm(before)), toNormalForm(after)];
        const found = follow(before, after);
        expect(found.map(({ start, end, text: words }) => [start, end, words])).toEqual(
          findClaims(body).map((claim) => [claim.start, claim.end, claim.text]),
        );
        const kept = found.filter(({ support }) => support === 'supported');
        for (const claim of kept) expect(known.some((one) => one.text === claim.text && one.probability === claim.probability)).toBe(true);
        expect(new Set(kept.map(({ probability }) => probability)).size).toBe(kept.length);
      }),
      { numRuns: 60 },
    );
  });
});
