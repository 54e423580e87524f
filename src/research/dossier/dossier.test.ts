import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsedSources } from '../../../tests/support/parsed-sources.ts';
import { plainSource } from '../../../tests/support/plain-sources.ts';
import { toNormalForm } from '../../content/index.ts';
import { languageOf } from '../../shared/language/languages.ts';
import { CodePointIndex } from '../../shared/text/code-points.ts';
import { isBoilerplate } from '../boilerplate.ts';
import { leansOnContext } from '../leaning.ts';
import type { SourceText } from '../source-text.ts';
import { buildDossier, type Dossier } from './dossier.ts';
import { dossierMarkdown } from './dossier-markdown.ts';
import { sameness } from './statements.ts';

const garden = plainSource('garden', 'Garden notes', [
  'Tomatoes need a cold frame in spring.',
  'Water the beds in the morning, because wet leaves invite blight.',
  'Compost should rest for a year before it is used.',
]);

/** The rules every dossier keeps, whatever the sources. */
function expectRules(dossier: Dossier, sources: readonly SourceText[]): void {
  const said = dossier.quotes.map(({ exact }) => sameness(exact));
  expect(new Set(said).size).toBe(said.length);
  for (const quote of dossier.quotes) {
    const source = sources.find(({ id }) => id === quote.sourceId) as SourceText;
    expect(new CodePointIndex(source.text).slice(quote.start, quote.end)).toBe(quote.exact);
    expect(leansOnContext(quote.exact, languageOf(source.language)), quote.exact).toBe(false);
    expect(isBoilerplate(quote.exact), quote.exact).toBe(false);
  }
  const ids = new Set(dossier.quotes.map(({ id }) => id));
  const used = dossier.questions.flatMap(({ quotes }) => quotes);
  expect(new Set(used)).toEqual(ids);
  expect(used).toHaveLength(ids.size);
  for (const { quotes } of [...dossier.conflicts, ...dossier.agreements, ...dossier.outline])
    for (const id of quotes) expect(ids).toContain(id);
  for (const { relevant, quotes } of dossier.sources) if (!relevant) expect(quotes).toBe(0);
}

describe('buildDossier on files that agree and disagree', () => {
  let sources: SourceText[];
  let dossier: Dossier;
  beforeAll(async () => {
    sources = [...(await parsedSources('notes.pdf', 'article.html', 'interview.vtt')), garden];
    dossier = await buildDossier({ topic: 'Cold brew or espresso?', sources });
  });

  it('keeps the rules', () => expectRules(dossier, sources));

  it('finds the questions the sources raise', async () => {
    expect(dossier.questions.map(({ heading }) => heading)).toEqual(expect.arrayContaining(['Caffeine', 'Brew time', 'Acidity']));
    expect(dossier.questions.map(({ question }) => question)).toContain('What do the sources say about brew time?');
    expect(dossier.outline.every(({ quotes }) => quotes.length > 0)).toBe(true);
  });

  it('shows what they disagree on, and nothing they do not', async () => {
    const pairs = dossier.conflicts.map(({ says }) => [...says].sort().join(' / '));
    expect(pairs).toEqual(expect.arrayContaining(['155 milligrams / 205 milligrams', '63 milligrams / 75 milligrams', '5.1 / 6.2']));
    for (const says of pairs) expect(says).toMatch(/milligrams|5\.1/);
  });

  it('quotes with page, heading, speaker and time', async () => {
    const place = (part: string) => dossier.quotes.find(({ exact }) => exact.includes(part))?.locator;
    expect(place('contained 155 milligrams')).toMatchObject({ page: 1, heading: '2. Caffeine' });
    expect(place('about 200 milligrams against 63')).toMatchObject({ speaker: 'Mateo Ruiz', timeMs: 38_200 });
    expect(place('holds about 75')).toMatchObject({ heading: 'How much caffeine is in the cup?' });
  });

  it('says which source is about something else', async () => {
    expect(dossier.sources.map(({ relevant }) => relevant)).toEqual([true, true, true, false]);
  });

  it('answers questions that are asked, and says which nobody answers', async () => {
    const questions = [
      'How much caffeine is in a glass?',
      'How long does it take?',
      'Which music suits an espresso bar on Mars?',
      'Who invented the vacuum pot?',
    ];
    const asked = await buildDossier({ topic: 'Cold brew or espresso?', questions, keywords: ['turmeric'], sources });
    expectRules(asked, sources);
    const answer = (at: number) =>
      asked.questions
        .find(({ question }) => question === questions[at])
        ?.quotes.map((id) => asked.quotes.find((quote) => quote.id === id)?.exact)
        .join(' ');
    expect(answer(0)).toContain('155 milligrams');
    expect(answer(1)).toMatch(/hours|minutes|seconds/);
    expect(answer(3)).toBe('');
    expect(asked.gaps).toContainEqual({ kind: 'question', text: 'No source answers “Who invented the vacuum pot?”' });
    expect(asked.gaps).toContainEqual({ kind: 'word', text: 'No relevant source mentions “turmeric”' });
  });

  it('is Markdown in normal form, the same each time, with every quote once', async () => {
    const markdown = dossierMarkdown(dossier);
    expect(toNormalForm(markdown)).toBe(markdown);
    expect(dossierMarkdown(await buildDossier({ topic: 'Cold brew or espresso?', sources }))).toBe(markdown);
    expect(markdown).toContain('> — Cold brew: what we measured, p. 1, “2. Caffeine” (q');
    expect(markdown.split('contained 155 milligrams of caffeine').length).toBe(2);
  });
});

describe('buildDossier in other languages and on other topics', () => {
  it('reads German', async () => {
    const sources = [
      plainSource(
        'a',
        'Wandern im Winter',
        [
          '# Ausrüstung',
          'Für eine Winterwanderung braucht man feste Schuhe.',
          '# Lawinen',
          'Bei einem Hang über 30 Grad steigt die Gefahr von Lawinen.',
          'Das gilt auch im Wald.',
        ],
        'de',
      ),
      plainSource(
        'b',
        'Bergwacht',
        ['# Lawinen', 'Ein Hang ab 30 Grad kann Lawinen auslösen.', 'Eine Winterwanderung dauert im Schnee etwa doppelt so lange.'],
        'de',
      ),
    ];
    const dossier = await buildDossier({ topic: 'Winterwanderung und Lawinen', sources });
    expectRules(dossier, sources);
    expect(dossier.language).toBe('de');
    expect(dossier.questions.some(({ question }) => question.startsWith('Was sagen die Quellen'))).toBe(true);
    expect(dossier.quotes.find(({ exact }) => exact.startsWith('Das gilt'))).toBeUndefined();
  });

  it('sees one source deny what the other says', async () => {
    const sources = [
      plainSource('a', 'On bees', ['Worker bees sleep inside the hive at night.', 'Drones leave the hive in autumn.']),
      plainSource('b', 'More on bees', ['Worker bees do not sleep inside the hive at night.', 'Drones are larger than workers.']),
    ];
    const dossier = await buildDossier({ topic: 'Bees in the hive', sources });
    expectRules(dossier, sources);
    expect(dossier.conflicts).toMatchObject([{ kind: 'negation', says: ['says so', 'says not'] }]);
  });

  it('sees two sources agree', async () => {
    const sources = [
      plainSource('a', 'Glaciers', ['The Aletsch glacier in the Alps is 20 kilometres long.']),
      plainSource('b', 'The Alps', ['With a length of 20 kilometres, the Aletsch is the longest glacier in the Alps.']),
    ];
    const dossier = await buildDossier({ topic: 'Aletsch glacier', sources });
    expect(dossier.agreements).toHaveLength(1);
    expect(dossier.conflicts).toHaveLength(0);
  });

  it('says plainly when no source speaks to the topic', async () => {
    const dossier = await buildDossier({ topic: 'Quantum computers', sources: [garden] });
    expect(dossier.quotes).toEqual([]);
    expect(dossier.gaps.map(({ text }) => text)).toContain('No source answers “What do the sources say about Quantum computers?”');
    expect(dossierMarkdown(dossier)).toContain('No source answers');
  });

  it('keeps the rules on any text', async () => {
    const words = fc.constantFrom(
      'Bees',
      'they',
      'However',
      'dance',
      '12',
      'hours',
      'not',
      'The',
      'hive',
      '?',
      '.',
      '!',
      'It',
      'is',
      '蜂蜜。',
      'عسل',
      '\u{1F41D}',
      'We use cookies.',
      '\n',
    );
    const paragraph = fc.array(words, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(paragraph, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }), async (texts) => {
        const sources = texts.map((paragraphs, at) =>
          plainSource(
            `s${at}`,
            `Bees ${at}`,
            paragraphs.filter((text) => text.trim() !== ''),
          ),
        );
        expectRules(await buildDossier({ topic: 'Bees dance in the hive', sources }), sources);
      }),
      { numRuns: 60 },
    );
  });

  it('is done quickly with hostile sources', async () => {
    const before = process.cpuUsage();
    const sources = [
      plainSource('m', 'Megabyte', ['Water boils on mountains at a lower temperature than at sea. '.repeat(17_000)]),
      plainSource('n', 'None', ['bees '.repeat(50_000)]),
      plainSource(
        'd',
        'Different',
        Array.from({ length: 2000 }, (_, at) => `Bee number ${at} of hive ${at % 40} flew ${at} metres to a linden in June.`),
      ),
    ];
    expectRules(await buildDossier({ topic: 'Bees and water', sources }), sources);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000);
  });
});

describe('what the sources are asked, and in which language', () => {
  const balcony = plainSource(
    'de',
    'Strom vom Balkon',
    [
      '# Ertrag',
      'Ein Balkonkraftwerk mit zwei Modulen liefert 600 Kilowattstunden im Jahr.',
      'Ein Ostbalkon bringt weniger Strom als ein Südbalkon mit zwei Modulen.',
      '# Kosten',
      'Ein Balkonkraftwerk mit zwei Modulen kostet 500 Euro.',
    ],
    'de',
  );

  it('says of a source in another language that it is, and quotes what it says most', async () => {
    const dossier = await buildDossier({ topic: 'What does a balcony power station cost?', sources: [balcony] });
    expectRules(dossier, [balcony]);
    expect(dossier).toMatchObject({ language: 'en', sources: [{ relevant: true, comparable: false }] });
    expect(dossier.quotes.length).toBeGreaterThanOrEqual(2);
    expect(dossier.gaps.filter(({ kind }) => kind === 'language').map(({ text }) => text)).toEqual([expect.stringContaining('in German')]);
    expect(dossier.gaps.map(({ text }) => text).join()).not.toContain('mentions');
    expect(dossierMarkdown(dossier)).toContain('It is in German, so its words could not be compared with the topic.');
  });

  it('does not take a source of the same language for foreign', async () => {
    const dossier = await buildDossier({ topic: 'What is a quantum computer?', sources: [garden] });
    expect(dossier.quotes).toEqual([]);
  });

  it('is in the language of the topic, which a source that shares a word tells', async () => {
    const dossier = await buildDossier({ topic: 'Balkonkraftwerk', sources: [garden, balcony] });
    const markdown = dossierMarkdown(dossier);
    expect(dossier.language).toBe('de');
    expect(markdown).toContain('## Gliederung');
    expect(markdown).not.toMatch(/source|quote|Outline/i);
  });

  it.each([
    ['de', 'Keine Quelle', 'Quellen'],
    ['fr', 'Aucune source', 'Sources'],
    ['es', 'Ninguna fuente', 'Fuentes'],
    ['it', 'Nessuna fonte', 'Fonti'],
    ['pt-BR', 'Nenhuma fonte', 'Fontes'],
    ['nl', 'Geen bron', 'Bronnen'],
    ['ja', 'No source', 'Sources'],
  ])('has its own words in %s', async (language, gap, heading) => {
    const dossier = await buildDossier({ topic: 'Quantum', sources: [garden], language });
    expect(dossier.language).toBe(language);
    expect(dossier.gaps[0]?.text).toContain(dossier.gaps[0]?.kind === 'language' ? '' : gap);
    expect(dossierMarkdown(dossier)).toContain(`## ${heading}`);
  });

  it('hears every source that speaks to the topic, also one whose subject only the person asking names', async () => {
    const interview: SourceText = plainSource(
      'i',
      'Gespräch',
      ['Lohnt sich ein Balkonkraftwerk?', 'Ein Set mit zwei Modulen spart etwa 100 Euro Stromkosten.'],
      'de',
    );
    const dossier = await buildDossier({ topic: 'Balkonkraftwerk', sources: [balcony, interview] });
    expectRules(dossier, [balcony, interview]);
    for (const { relevant, quotes } of dossier.sources) expect([relevant, quotes > 0]).toEqual([true, true]);
  });

  it('raises no question of its own that nobody answers, and none about the parts of a paper', async () => {
    const paper = plainSource('p', 'Street trees', [
      '# Methods',
      'Sensors on street trees measured the temperature every hour.',
      '# Cooling',
      'Street trees cooled the air by two degrees at noon.',
    ]);
    const dossier = await buildDossier({ topic: 'Street trees', sources: [paper] });
    expectRules(dossier, [paper]);
    expect(dossier.questions.every(({ quotes }) => quotes.length > 0)).toBe(true);
    expect(dossier.questions.map(({ heading }) => heading)).not.toContain('Methods');
  });
});

describe('what is no conflict', () => {
  const conflictsOf = async (topic: string, one: string, other: string, language = 'en') => {
    const sources = [plainSource('a', 'One', [one], language), plainSource('b', 'Other', [other], language)];
    return (await buildDossier({ topic, sources, language })).conflicts.map(({ kind }) => kind);
  };

  it.each([
    [
      'figures of different years',
      'In the summer of 2022 the city lost 31 percent of its young trees.',
      'In the summer of 2018 the city lost 23 percent of its young trees.',
    ],
    ['ranges that meet', 'A young tree for the city costs 400 to 700 euros.', 'A young tree for the city costs 300 to 600 euros.'],
    ['a bound in time', 'The city planted lime trees along the canal in 2017.', 'Before 2010 the city planted lime trees along the canal.'],
    ['a negation that another takes back', 'The city may fell trees only for a reason.', 'The city may not fell trees without a reason.'],
  ])('%s', async (_, one, other) => {
    expect(await conflictsOf('trees of the city', one, other)).toEqual([]);
  });

  it.each([
    [
      'the year alone',
      'The city planted the lime trees along the canal in 1917.',
      'The city planted the lime trees along the canal in 1921.',
    ],
    [
      'the figure of one year',
      'In 2022 the city lost 31 percent of its young trees.',
      'In 2022 the city lost 12 percent of its young trees.',
    ],
  ])('but %s is one', async (_, one, other) => {
    expect(await conflictsOf('trees of the city', one, other)).toEqual(['number']);
  });
});

it.each([
  ['en', 'In the summer of 2022, it lost a third of its trees.'],
  ['en', 'At night, the effect almost vanished in the narrow streets.'],
  ['de', 'Im heißen Sommer 2022 verlor sie ein Drittel der Bäume.'],
  ['de', 'Der Rest fließt ohne Vergütung ins Netz der Stadt.'],
  ['fr', 'En 2022, elle a perdu un tiers des arbres de la ville.'],
  ['ja', 'しかし、玉露は50度で2分間蒸らす。'],
  ['ar', 'ومع ذلك فإن سوسة النخيل الحمراء تهدد المحصول.'],
  ['ru', 'Однако деревья в городе растут медленно.'],
])('leans on the sentence before it (%s): %s', (language, sentence) => {
  expect(leansOnContext(sentence, languageOf(language))).toBe(true);
});

it.each([
  ['en', 'In the summer, it is likely that trees lose water.'],
  ['en', 'In 2022, Riverside lost a third of its trees.'],
  ['en', 'The effect of shade on streets is large.'],
  ['de', 'Im Sommer 2022 verlor die Stadt ein Drittel der Bäume.'],
  ['fr', 'En 2022, il y a eu moins de pluie.'],
  ['ja', '緑茶にはカテキンが多く含まれている。'],
])('stands alone (%s): %s', (language, sentence) => {
  expect(leansOnContext(sentence, languageOf(language))).toBe(false);
});
