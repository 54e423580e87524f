import { describe, expect, it } from 'vitest';
import { languageOf } from '../shared/language/languages.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { findClaims } from './claims.ts';

const texts = (body: string, language = 'en') => findClaims(body, languageOf(language)).map(({ text }) => text);

describe('findClaims', () => {
  it('gives spans into the Markdown, marks, entities, escapes and astral characters and all', () => {
    const body =
      '\u{1F41D} Bees **dance\n in** the [dark](https://example.org/a_b) hive &amp; at 5\\* speed. They `see` blue.[^1]\n\n[^1]: A note.\n';
    const index = new CodePointIndex(body);
    const claims = findClaims(body);
    expect(claims.map((claim) => index.slice(claim.start, claim.end))).toEqual([
      '\u{1F41D} Bees **dance\n in** the [dark](https://example.org/a_b) hive &amp; at 5\\* speed.',
      'They `see` blue.',
    ]);
    expect(claims.map(({ text }) => text)).toEqual(['\u{1F41D} Bees dance in the dark hive & at 5* speed.', 'They see blue.']);
    expect(claims.map(({ footnotes }) => footnotes)).toEqual([[], ['1']]);
  });

  it('gives every footnote to the sentence it stands in or behind', () => {
    const body = 'Bees dance[^a] at noon.[^b][^c] Wasps do not dance. Ants walk.[^d]\n\n[^a]: x\n\n[^b]: x\n\n[^c]: x\n\n[^d]: x\n';
    expect(findClaims(body).map(({ footnotes }) => footnotes)).toEqual([['a', 'b', 'c'], [], ['d']]);
  });

  it('passes over headings, code, tables, footnotes, questions, instructions, opinions and words about the text', () => {
    const body = [
      '# Bees dance in the hive',
      'In this article we look at bees. Do bees dance? I think bees are lovely. Let us begin with the hive. Choose a sunny place for it.',
      'Bees dance in the hive.',
      '```\nBees dance in code.\n```',
      '| Bees | dance |\n| --- | --- |\n| in | tables |',
      '- Worker bees live for six weeks.\n- Watch the hive for a week.',
      '[^1]: Bees dance in notes.',
    ].join('\n\n');
    expect(texts(body)).toEqual(['Bees dance in the hive.', 'Worker bees live for six weeks.']);
  });

  it('does so in other languages', () => {
    expect(
      texts('In diesem Artikel geht es um Bienen. Tanzen Bienen? Bienen tanzen im dunklen Stock. Ich glaube, sie sind klug.', 'de'),
    ).toEqual(['Bienen tanzen im dunklen Stock.']);
    expect(texts('Dans cet article, nous parlons des abeilles. Les abeilles dansent dans la ruche. Cliquez ici pour lire.', 'fr')).toEqual([
      'Les abeilles dansent dans la ruche.',
    ]);
  });

  it('takes any sentence with a footnote for factual', () => {
    expect(texts('Watch bees dance.[^1]\n\n[^1]: Source')).toEqual(['Watch bees dance.']);
  });
});
