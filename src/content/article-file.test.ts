import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { parse } from 'yaml';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { isAppError } from '../shared/errors.ts';
import { type Article, writeArticleFile } from './article-file.ts';
import { readArticleFile } from './article-import.ts';
import { describe } from './description.ts';
import { parseMarkdown, toNormalForm } from './markdown/normal-form.ts';
import { slugify } from './slug.ts';

const source = { id: 'src_1', title: 'Notes, "mine"', address: 'file:notes.pdf', sha256: 'ab12' };
const article: Article = {
  title: 'Cold brew: or espresso?',
  slug: 'cold-brew-or-espresso',
  description: 'Cold brew is made with cold water over many hours, espresso in seconds.',
  keywords: ['coffee', 'a, b', 'null'],
  language: 'en',
  type: 'article',
  author: 'extractive',
  model: null,
  date: Date.UTC(2026, 10, 23, 10, 15),
  sources: [source],
  body: toNormalForm(
    [
      'Cold brew takes hours.[^1] It is sweet.[^2] It heals.[^3] My view.[^me]\n',
      '[^1]: [Notes](file:notes.pdf), p. 3 — “takes twelve hours”\n',
      '[^2]: [Notes](file:notes.pdf), p. 4 — “sweet”\n',
      '[^3]: [Site](https://x.y/z) — not supported: no passage of the sources says this\n',
      '[^me]: A note of mine.\n',
    ].join('\n'),
  ),
};

group('article file', () => {
  it('has the agreed front matter and the title above the text', () => {
    expect(writeArticleFile(article).split('\n').slice(0, 16)).toEqual([
      '---',
      'title: "Cold brew: or espresso?"',
      'slug: cold-brew-or-espresso',
      'description: Cold brew is made with cold water over many hours, espresso in seconds.',
      'keywords: [coffee, "a, b", "null"]',
      'language: en',
      'type: article',
      'author: extractive',
      'model: null',
      'date: 2026-11-23T10:15:00Z',
      'sources:',
      '  - {id: src_1, title: "Notes, \\"mine\\"", address: "file:notes.pdf", sha256: ab12}',
      '---',
      '# Cold brew: or espresso?',
      '',
      'Cold brew takes hours.[^1] It is sweet.[^2] It heals.[^3] My view.[^me]',
    ]);
  });

  it.each([
    [
      'links',
      'hours. ([Notes, p. 3](file:notes.pdf)) It is sweet. ([Notes, p. 4](file:notes.pdf)) It heals. ([Site](https://x.y/z), not supported) My view.[^me]',
    ],
    ['list', 'hours. \\[1, p. 3] It is sweet. \\[1, p. 4] It heals. \\[2, not supported] My view.[^me]'],
    ['none', 'hours. It is sweet. It heals. My view.[^me]\n\n[^me]: A note of mine.\n'],
  ] as const)('shows citations as %s', (style, expected) => {
    const file = writeArticleFile(article, style);
    expect(file).toContain(expected);
    expect(file).not.toContain('[^1]');
    expect(file).toContain('[^me]: A note of mine.');
    if (style === 'list') expect(file).toContain('## Sources\n\n1. [Notes](file:notes.pdf)\n2. [Site](https://x.y/z)\n');
  });

  it.each([
    'no',
    'Off',
    'y',
    '2024-01-01',
    '12:30:00',
    '1_000',
    '0b1',
    '010',
    '~',
    '=',
    '<<',
    '? b',
    'Why? b',
    '- a',
    '---',
    '...',
    'key:',
    'a #b',
    'a\\n',
  ])('says %s in words, whichever YAML it is read as', (word) => {
    const made = {
      ...article,
      title: word,
      description: word,
      keywords: [word, 'b'],
      language: 'no',
      sources: [{ ...source, title: word }],
    };
    const front = writeArticleFile(made).split('\n---\n')[0] ?? '';
    if (word.includes('?')) expect(front).toContain(`{id: src_1, title: "${word}",`);
    for (const version of ['1.1', '1.2'] as const) {
      const read = parse(front, { version }) as Article;
      expect(read).toMatchObject({ title: word, description: word, keywords: [word, 'b'], language: 'no', sources: [{ title: word }] });
    }
  });

  it('keeps its front matter on its lines, whatever line ends and controls the title brings', () => {
    const title = 'a\tb\u0085c\u2028d\u0007e';
    const file = writeArticleFile({ ...article, title, keywords: [title], sources: [{ ...source, title }] });
    expect(file.split('\n')[1]).toBe('title: a b c d e');
    expect(readArticleFile(file, 'x', 0)).toMatchObject({ problems: [], article: { title: 'a b c d e', body: article.body } });
  });

  it('has one definition for each footnote, the one readers see', () => {
    const body = toNormalForm('A.[^1] B.[^x]\n\n[^1]: first\n\n[^1]: second\n\n[^X]: upper\n\n> [^x]: in a quotation');
    expect(
      writeArticleFile({ ...article, body })
        .split('\n\n')
        .slice(1)
        .join('\n\n'),
    ).toBe('A.[^1] B.[^x]\n\n[^1]: first\n\n[^X]: upper\n\n>\n');
  });

  it('is read back as it was written', () => {
    expect(readArticleFile(writeArticleFile(article), 'x', 0)).toEqual({ article, problems: [] });
  });

  it('written, read and written again is the same bytes, whatever title and text', () => {
    const title = fc
      .oneof(nastyMarkdown, fc.string({ unit: 'grapheme' }))
      .map((text) =>
        text
          .toWellFormed()
          .normalize('NFC')
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim(),
      )
      .filter((text) => /[a-z]/.test(text));
    fc.assert(
      fc.property(title, nastyMarkdown, fc.array(title), (heading, text, keywords) => {
        const made = { ...article, title: heading, slug: slugify(heading), keywords, body: toNormalForm(text) };
        const file = writeArticleFile(made);
        const read = readArticleFile(file, 'x', 0);
        expect(read.problems).toEqual([]);
        expect(writeArticleFile(read.article)).toBe(file);
        expect((parse(file.split('\n---\n')[0] ?? '') as Article).title).toBe(heading);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('reads plain Markdown, with its heading or its name as the title', () => {
    expect(readArticleFile('# A *title*\n\nText.', 'draft', 7).article).toMatchObject({
      title: 'A title',
      body: 'Text.\n',
      slug: 'a-title',
      date: 7,
    });
    expect(readArticleFile('Text.', 'draft', 7).article).toMatchObject({ title: 'draft', body: 'Text.\n', description: 'draft: Text.' });
  });

  it('says what it had to make fit, and refuses what is no front matter', () => {
    const read = readArticleFile('---\ntitle: T\nslug: A B\ndescription: short\ndate: soon\n---\nText.\n', 'x', 7);
    expect(read.problems).toHaveLength(3);
    expect(read.article).toMatchObject({ slug: 'a-b', date: 7 });
    for (const front of ['title: [', 'title: {a: 1}', 'sources: [1]']) {
      try {
        readArticleFile(`---\n${front}\n---\n`, 'x', 7);
        expect.unreachable();
      } catch (error) {
        expect(isAppError(error, 'validation_failed')).toBe(true);
      }
    }
  });
});

group('slugify', () => {
  it.each([
    ['Čeština & Größe: “L’été”', 'cestina-grosse-lete'],
    ['Привет, мир', 'privet-mir'],
    ['第一', 'document'],
    ['a'.repeat(80), 'a'.repeat(60)],
    [`${'word '.repeat(11)}longer words`, `${'word-'.repeat(11)}`.slice(0, -1)],
  ])('%s', (text, slug) => expect(slugify(text)).toBe(slug));
});

group('describe', () => {
  const of = (text: string) => describe(parseMarkdown(text), 'The title');

  it('takes whole sentences up to 160 characters, without footnotes and marks', () => {
    const text =
      '## Heading\n\nA first *sentence* of some length.[^1] And a second one that brings it over fifty. Third sentence, which is far too long to fit into what is left of all the room there is.\n\n[^1]: x';
    expect(of(text)).toBe('A first sentence of some length. And a second one that brings it over fifty.');
  });

  it('cuts a long sentence at a word, and does not make up what is missing', () => {
    const long = of('word '.repeat(60));
    expect(long).toMatch(/^(word )+word…$/);
    expect([...long].length).toBeLessThanOrEqual(160);
    expect(of('Short.')).toBe('The title: Short.');
    expect([...of('字'.repeat(300))].length).toBe(160);
  });
});
