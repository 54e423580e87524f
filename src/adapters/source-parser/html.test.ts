import { describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import type { ParsedSource } from '../../ports/source-parser.ts';
import parseFile from './parse-file.ts';

async function parse(html: string): Promise<ParsedSource> {
  const parsed = await parseFile({ bytes: new TextEncoder().encode(html), name: 'https://example.org/guides/cold-brew.html' });
  expect(parsed.format).toBe('html');
  expectWholeCover(parsed);
  return parsed;
}

const long =
  'Water at room temperature takes sixteen hours to draw from the coarse grounds what hot water under pressure takes in half a minute. ';
const story = (count: number) => Array.from({ length: count }, (_, index) => `<p>${index + 1}. ${long.repeat(3)}</p>`).join('\n');

describe('structure of a page', () => {
  it('becomes blocks in reading order', async () => {
    const parsed = await parse(`<article><h1>Brewing</h1>loose <b>bold</b> text<br>next line
      <p>one<p>two <a href="x">linked</a>
      <ul><li>first<ul><li>inner</li></ul></li><li><p>second</p></li></ul>
      <dl><dt>term</dt><dd>meaning</dd></dl><blockquote>said</blockquote><pre>  code
    kept</pre><h3>Below</h3><figure><img alt="x"><figcaption>caption</figcaption></figure></article>`);
    expect(blockLines(parsed)).toEqual([
      'heading1 [“Brewing”] Brewing',
      'paragraph [“Brewing”] loose bold text next line',
      'paragraph [“Brewing”] one',
      'paragraph [“Brewing”] two linked',
      'list-item [“Brewing”] first',
      'list-item [“Brewing”] inner',
      'list-item [“Brewing”] second',
      'list-item [“Brewing”] term',
      'list-item [“Brewing”] meaning',
      'quote [“Brewing”] said',
      'code [“Brewing”] code\n    kept',
      'heading3 [“Below”] Below',
      'paragraph [“Below”] caption',
    ]);
  });

  it('keeps the rows of a data table and unfolds a table that only places things', async () => {
    const parsed = await parse(`<article><h1>T</h1><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>
      <table><tr><td><p>left</p></td></tr><tr><td><h2>Under</h2><p>right</p></td></tr></table></article>`);
    expect(blockLines(parsed)).toEqual([
      'heading1 [“T”] T',
      'table-row [“T”] a | b',
      'table-row [“T”] 1 |',
      'paragraph [“T”] left',
      'heading2 [“Under”] Under',
      'paragraph [“Under”] right',
    ]);
  });

  it('decodes entities and keeps nothing invisible', async () => {
    const { text } = await parse('<div>caf&eacute;&nbsp;&amp; cr&#232;me, bar&shy;ista&#8203; &lt;b&gt;</div>');
    expect(text).toBe('café & crème, barista <b>');
  });
});

describe('what belongs to the site', () => {
  const furniture = `<div class="cookie-consent"><p>We use cookies to improve your experience.</p></div>
    <nav><a href="/">Home</a></nav><div role="navigation">Sections</div><p class="byline">By Ann Author</p>
    <div class="share">Share on X</div><div id="newsletter-signup">Subscribe now</div><p style="display: none">hidden</p>
    <p>By Ann Author | 3 March 2026</p><p>6 min read</p><p>Subscribe to our newsletter for more recipes.</p>
    <aside>Most read</aside><div class="comments"><p>First!</p></div><p>© 2026 The Site</p><footer>Imprint</footer>`;

  it('is left out of a page with a content element', async () => {
    const parsed = await parse(
      `<html lang="en-GB"><head><title>Brewing | The Site</title></head><body><main>${furniture}<h1>Brewing</h1>${story(4)}</main></body></html>`,
    );
    expect(parsed).toMatchObject({ title: 'Brewing', language: 'en-GB', problems: [] });
    expect(blockLines(parsed)).toEqual([
      'heading1 [“Brewing”] Brewing',
      ...[1, 2, 3, 4].map((number) => `paragraph [“Brewing”] ${number}. ${long.repeat(3).trim()}`),
    ]);
  });

  it('is left out of a page without one', async () => {
    const links = Array.from(
      { length: 30 },
      (_, index) => `<li><a href="/${index}">Another story about coffee, number ${index}</a></li>`,
    ).join('');
    const parsed = await parse(
      `<head><title>Brewing</title></head><body><div class="a">${furniture}<ul>${links}</ul><div class="b">${story(8)}</div></div></body>`,
    );
    expect(parsed.text).not.toMatch(/cookies|Home|Ann Author|Imprint|min read|Subscribe|hidden|Most read|First!/);
    expect(parsed.text.match(/Water at room/g)).toHaveLength(24);
  });

  it('stays when it holds most of the text, whatever it is called', async () => {
    const parsed = await parse(`<body class="has-sidebar"><div class="comments related">${story(4)}</div></body>`);
    expect(parsed.text.match(/Water at room/g)).toHaveLength(12);
  });

  it.each([
    [
      'German',
      '<p>Von Anna Müller</p><p>Stand: 12. Mai 2024, 08:30 Uhr</p><p>Lesezeit: 4 Min.</p>',
      '<p>Lesen Sie auch: Kaffee im Altbau</p><p>© dpa-infocom, dpa:240512-99</p><h3>Mehr zum Thema</h3><ul><li>Strompreis sinkt auf 32 Cent</li></ul>',
    ],
    [
      'French',
      '<p>Par Hélène Dubois</p><p>Publié le 3 mars 2023 à 07h15, mis à jour le 4 mars 2023 à 10h02</p><p>Temps de lecture : 3 min.</p>',
      '<p>À lire aussi : Les travaux</p><p>Abonnez-vous à partir de 1 € par mois.</p><h2>Sur le même sujet</h2><p>Le café de Caen</p>',
    ],
    [
      'Spanish',
      '<p>Por Marta Gil</p><p>Actualizado a las 10:30 h, 5 de febrero de 2024</p>',
      '<p>Lea también: El café</p><p>Compartir en X</p>',
    ],
    ['Japanese', '<p>公開日：2023年4月1日</p>', '<p>関連記事：紅茶の歴史</p>'],
    [
      'English',
      '<p>14 June 2023 • 6:00am</p>',
      '<p>Topics: Coffee Water</p><h3>Comments (24)</h3><p>A great idea, and long overdue in my street.</p><h4>Reply</h4><p>Indeed it is.</p>',
    ],
  ])('is left out of a page in %s', async (_, top, bottom) => {
    const parsed = await parse(`<main><h1>Brewing</h1>${top}${story(3)}${bottom}</main>`);
    expect(parsed.blocks).toHaveLength(4);
  });

  it('ends with the links under its heading, not with the sentences behind them', async () => {
    const parsed = await parse(
      `<main><h1>Brewing</h1>${story(2)}<h3>Related stories</h3><ul><li>Tea</li></ul><p>The second part of the story begins here.</p></main>`,
    );
    expect(parsed.text).not.toMatch(/Related|Tea/);
    expect(parsed.text).toContain('The second part of the story begins here.');
  });

  it('is the caption of a press picture, and not that of a drawing', async () => {
    const figure = (caption: string) => `<figure><img src="x.png"><figcaption>${caption}</figcaption></figure>`;
    const press = figure('A bar in Caen. <span>Photograph: Sam Ode/The Site</span>') + figure('Ein Becher. (Foto: dpa)');
    const { text } = await parse(`<main><h1>Brewing</h1>${story(2)}${press}${figure('Water boils lower on mountains.')}</main>`);
    expect(text).not.toMatch(/Caen|Becher/);
    expect(text).toContain('Water boils lower on mountains.');
  });

  it('is the mark of a note, and not the exponent of a unit', async () => {
    const { text } = await parse(
      '<main><h1>T</h1><p>It fell.<sup>1</sup> The room<sup><a href="#n2">[2]</a></sup> has 40 m<sup>2</sup> and x<sup>2</sup>.</p><p><sup>1</sup> By half.</p></main>',
    );
    expect(text).toBe('T\n\nIt fell. The room has 40 m2 and x2.\n\nBy half.');
  });

  it('does not take sentences with it', async () => {
    const sentences = [
      'Von Berlin aus fährt man drei Stunden.',
      'Por fin llegó la lluvia.',
      'Le 3 mars 2023, la pluie est venue.',
      'By Friday the batch was stale.',
      'Share prices of roasters rose.',
      'Published figures differ: most give 16 hours.',
      'Read more slowly, he said. It helps.',
    ];
    const parsed = await parse(`<article><h1>Brewing</h1>${sentences.map((sentence) => `<p>${sentence}</p>`).join('')}</article>`);
    for (const sentence of sentences) expect(parsed.text).toContain(sentence);
  });
});

describe('problems of a page', () => {
  it.each([
    ['little_text', '<article><h1>Title</h1><p>Please enable JavaScript.</p></article>'],
    ['paywall', `<article><h1>Title</h1>${story(2)}<p>Subscribe to continue reading.</p></article>`],
    ['paywall', `<script type="application/ld+json">{"isAccessibleForFree": "False"}</script><article><h1>Title</h1>${story(2)}</article>`],
    ['heavily_cleaned', `<div><article><h1>Title</h1>${story(2)}</article><nav>${story(10)}</nav></div>`],
  ])('say %s', async (code, html) => {
    expect((await parse(html)).problems.map((problem) => problem.code)).toEqual([code]);
  });
});
