import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsedSources } from '../../../../tests/support/parsed-sources.ts';
import { plainSource } from '../../../../tests/support/plain-sources.ts';
import { listCitations, parseMarkdown, toNormalForm } from '../../../content/index.ts';
import { checkDraft } from '../../../evidence/index.ts';
import { findQuote, type SourceText } from '../../../research/index.ts';
import { type ExtractiveArticle, extractiveMarkdown, reviewExtractive, writeExtractive } from './index.ts';

const topic = 'Cold brew or espresso?';
let coffee: SourceText[];
beforeAll(async () => {
  coffee = await parsedSources('notes.pdf', 'article.html', 'interview.vtt');
});

describe('writeExtractive on files that disagree', () => {
  it.each([120, 250, 400, 600])('keeps every rule at %i words', async (words) => {
    const article = await writeExtractive({ topic, sources: coffee, words });
    expect(reviewExtractive(article, { sources: coffee, words })).toEqual([]);
    expect(article.shortfall).toBeUndefined();
    expect(article.verbatimShare).toBeGreaterThan(0.8);
  });

  it('says by how much it falls short, and why', async () => {
    const article = await writeExtractive({ topic, sources: coffee, words: 5000 });
    expect(reviewExtractive(article, { sources: coffee, words: 5000 })).toEqual([]);
    expect(article.shortfall).toMatchObject({ asked: 5000, words: article.words });
    expect(article.shortfall?.reason).toContain('5000 were asked for');
  });

  it('puts both sides of a disagreement side by side and names them', async () => {
    const article = await writeExtractive({ topic, sources: coffee, words: 400 });
    const text = article.sections.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text)).join(' ');
    expect(text).toMatch(
      /According to “Cold brew: what we measured”: “[^”]*63 milligrams\.” According to “Espresso[^“]*“[^”]*75 milligrams/,
    );
  });

  it('fills the headings that are wished for', async () => {
    const outline = ['How much caffeine is in the cup?', 'Acidity'];
    const article = await writeExtractive({ topic, sources: coffee, words: 250, outline });
    expect(article.sections.map(({ heading }) => heading)).toEqual(expect.arrayContaining(outline));
    expect(article.sections.find(({ heading }) => heading === outline[0])?.slug).toBe('how-much-caffeine-is-in-the-cup');
  });

  it('becomes Markdown in normal form with one sound footnote for every sentence, and says it is copied', async () => {
    const article = await writeExtractive({ topic, sources: coffee, words: 400 });
    const markdown = extractiveMarkdown(article, coffee);
    expect(toNormalForm(markdown)).toBe(markdown);
    const citations = listCitations(parseMarkdown(markdown), coffee);
    const sentences = article.sections.flatMap((section) => section.sentences);
    expect(citations).toHaveLength(sentences.length);
    for (const citation of citations) {
      const source = coffee.find(({ id }) => id === citation.sourceId) as SourceText;
      expect(citation.supported && findQuote(source.text, citation.quote)).not.toBeNull();
      expect(citation.locator).not.toBe('');
    }
    expect(markdown).toMatch(/Copied word for word from 3 sources: \d+ % of \d+ words/);
    expect(markdown).not.toMatch(/\bsupported\b/);
  });

  it('is found supported throughout by the evidence check', async () => {
    const article = await writeExtractive({ topic, sources: coffee, words: 300 });
    const { claims } = await checkDraft({ body: extractiveMarkdown(article, coffee), sources: coffee });
    const cited = claims.filter(({ footnote }) => footnote !== undefined);
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter(({ support }) => support !== 'supported').map(({ text }) => text)).toEqual([]);
  });

  it('gives the same article again', async () => {
    const once = await writeExtractive({ topic, sources: coffee, words: 300 });
    expect(await writeExtractive({ topic, sources: coffee, words: 300 })).toEqual(once);
  });
});

describe('reviewExtractive', () => {
  const broken = async (change: (article: ExtractiveArticle) => void, words = 300) => {
    const article = structuredClone(await writeExtractive({ topic, sources: coffee, words }));
    change(article);
    return new Set(reviewExtractive(article, { sources: coffee, words }).map(({ rule }) => rule));
  };

  it('sees each rule when it is broken', async () => {
    const first = (article: ExtractiveArticle) => article.sections[0]?.sentences[0] as ExtractiveArticle['sections'][0]['sentences'][0];
    expect(await broken((article) => article.sections[0]?.sentences.push(first(article)))).toContain('repeated');
    expect(await broken((article) => (first(article).text = 'Something else.'))).toContain('verbatim');
    expect(await broken((article) => article.sections.push({ heading: 'X', slug: 'x', sentences: [leaning()] }))).toContain('antecedent');
    expect(await broken((article) => (article.words = 900))).toContain('words');
    expect(await broken((article) => (article.notice = 'All supported.'))).toContain('claims_support');
    expect(await broken((article) => article.sections.splice(0, 99))).toContain('source_unused');
  });

  function leaning() {
    const source = coffee.find(({ id }) => id === 'src_notes.pdf') as SourceText;
    const exact = 'The difference is smaller than most menus suggest.';
    const span = findQuote(source.text, exact) as { start: number; end: number };
    return { text: exact, citation: { sourceId: source.id, ...span, locator: {}, exact } };
  }
});

describe('writeExtractive on anything else', () => {
  it('writes nothing when there is nothing to copy', async () => {
    const article = await writeExtractive({
      topic: 'Quantum computers',
      sources: [plainSource('g', 'Garden', ['Tomatoes need warm soil and light.'])],
      words: 300,
    });
    expect(article).toMatchObject({ sections: [], words: 0, verbatimShare: 0, shortfall: { asked: 300, words: 0 } });
  });

  it('speaks the language of the piece', async () => {
    const sources = [
      plainSource(
        'a',
        'Bienenkunde',
        [
          '# Tanz der Bienen',
          'Bienen tanzen im dunklen Stock, um Futter zu zeigen.',
          'Eine Biene fliegt bis zu drei Kilometer weit.',
          'Sie kehrt danach zurück.',
        ],
        'de',
      ),
      plainSource('b', 'Imkerbuch', ['Im Sommer leben etwa 50.000 Bienen in einem Stock.', 'Deshalb braucht ein Stock viel Platz.'], 'de'),
    ];
    const article = await writeExtractive({ topic: 'Bienen im Stock', sources, words: 40 });
    expect(article.language).toBe('de');
    expect(article.notice).toContain('Wörtlich kopiert');
    expect(reviewExtractive(article, { sources, words: 40 })).toEqual([]);
  });

  it('opens further sections before it says that the sources hold no more', async () => {
    const headed = ['Roots', 'Leaves', 'Bark', 'Seeds', 'Shade'].flatMap((name, at) => [
      `# ${name} of the trees`,
      `The ${name.toLowerCase()} of young trees grow by ${at + 2} centimetres in a wet year of the valley.`,
      `Gardeners of the valley measure the ${name.toLowerCase()} of old trees with a tape every ${at + 2} weeks.`,
    ]);
    const sources = [plainSource('a', 'A valley', headed)];
    const article = await writeExtractive({ topic: 'Trees of the valley', sources, words: 120 });
    expect(reviewExtractive(article, { sources, words: 120 })).toEqual([]);
    expect(article.shortfall).toBeUndefined();
    expect(article.sections.length).toBeGreaterThan(2);
  });

  it('says that its sources are in another language, and of a shortfall in its own', async () => {
    const sources = [
      plainSource('a', 'Bienen', ['Ein Bienenvolk sammelt im Sommer Nektar.', 'Ein Bienenvolk frisst den Honig im Winter.'], 'de'),
    ];
    const article = await writeExtractive({ topic: 'What do bees do in winter?', sources, words: 100 });
    expect(article.notice).toContain('in German');
    const german = await writeExtractive({ topic: 'Bienenvolk', sources, words: 100 });
    expect(german.shortfall?.reason).toContain('verlangt waren 100');
  });

  it('keeps its rules on any text', async () => {
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
      'queen',
      '?',
      '.',
      '.',
      '!',
      'It',
      'is',
      '蜂蜜。',
      'عسل',
      '\u{1F41D}',
      'Read more.',
      '\n',
    );
    const paragraph = fc.array(words, { minLength: 5, maxLength: 50 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(paragraph, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 20, max: 200 }),
        async (texts, asked) => {
          const sources = texts.map((paragraphs, at) => plainSource(`s${at}`, `Bees ${at}`, paragraphs));
          const article = await writeExtractive({ topic: 'Bees dance in the hive', sources, words: asked });
          expect(reviewExtractive(article, { sources, words: asked, relevant: [] })).toEqual([]);
          toNormalForm(extractiveMarkdown(article, sources));
        },
      ),
      { numRuns: 60 },
    );
  });
});
