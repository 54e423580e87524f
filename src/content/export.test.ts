import { Document, Packer, Paragraph, TextRun } from 'docx';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Article } from './article-file.ts';
import { writeDocx } from './export-docx.ts';
import { writeHtml } from './export-html.ts';
import { readDraft } from './import-draft.ts';
import { toNormalForm } from './markdown/normal-form.ts';

const body = toNormalForm(
  [
    'A *first* **sentence** with `code`.[^1] Again.[^1] Linked [site](https://x.y/z).[^2]\n',
    '## A heading\n',
    '- one\n  - nested\n- two\n',
    '3. third\n4. fourth\n',
    '> A quotation\n',
    '```js\nconst a = 1 < 2;\n```\n',
    '| a | b |\n| - | - |\n| c | d |\n',
    '[^1]: [Notes](file:notes.pdf), p. 3 — “takes *twelve* hours”\n',
    '[^2]: [Site](https://x.y/z) — not supported: no passage of the sources says this\n',
  ].join('\n'),
);

const article: Article = {
  ...{ title: 'Cold <brew> & "co"', slug: 'cold', description: 'About "brew".', keywords: ['a', 'b'], language: 'en', type: 'article' },
  ...{ author: 'person', model: null, date: 0, sources: [], body },
};

describe('HTML export', () => {
  it('is one page with working footnotes', () => {
    const html = writeHtml(article, 'footnotes');
    expect(html).toContain('<title>Cold &lt;brew> &amp; &quot;co&quot;</title>');
    expect(html).toContain('<meta name="description" content="About &quot;brew&quot;.">');
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThanOrEqual(6);
    for (const target of targets) expect(html).toContain(`id="${target}"`);
    expect(html).not.toContain('href="file:');
  });

  it('runs nothing and fetches nothing, whatever the text holds', () => {
    const hostile = [
      '<script>alert(1)</script>\n',
      'A <img src=x onerror=alert(1)> [link](javascript:alert(1)) ![pic](https://tracker.example/p.png) <a onclick="x">t</a>\n',
      '<div onclick="alert(1)"><iframe src="https://e.example"></iframe><p style="background:url(https://e.example)">Words of a block</p></div>\n',
      '<style>@import "https://e.example";</style>\n',
      '<form action="https://e.example"><input name="body"></form>\n',
    ].join('\n');
    const page = writeHtml({ ...article, title: '</title><script>x</script>', body: toNormalForm(hostile) }, 'footnotes');
    const html = page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<meta[^>]*>/g, '');
    expect(html).not.toMatch(/<script|<img|<iframe|<form|<style|onerror|onclick|javascript:|style=|@import/i);
    expect(html).toContain('Words of a block');
    expect(html).toContain('<a href="https://tracker.example/p.png">pic</a>');
  });
});

describe('Word export', () => {
  it('has real footnotes, headings, lists, tables and links', async () => {
    const files = unzipSync(await writeDocx(article, 'footnotes'));
    const part = (name: string) => new TextDecoder().decode(files[name]);
    const text = part('word/document.xml');
    expect(text.match(/<w:footnoteReference /g)).toHaveLength(3);
    expect(part('word/footnotes.xml').match(/takes /g)).toHaveLength(2);
    expect(text).toContain('<w:pStyle w:val="Heading1"/>');
    expect(text).toContain('<w:pStyle w:val="Heading2"/>');
    expect(text.match(/<w:numPr>/g)).toHaveLength(5);
    expect(text).toContain('<w:tbl>');
    expect(part('word/_rels/document.xml.rels')).toContain('https://x.y/z');
    expect(part('word/_rels/footnotes.xml.rels')).toContain('https://x.y/z');
  });
});

describe('what a page of another direction or another beginning needs', () => {
  const text = toNormalForm(
    'שלום עולם, 12\n\nLeft שלום\n\n- مرحبا\n\n7. seven\n8. eight\n\n| a | b |\n| :-: | -: |\n| c | d |\n\n![pic](https://x.y/p.png)',
  );

  it('stands in the Word file', async () => {
    const files = unzipSync(await writeDocx({ ...article, body: text }, 'footnotes'));
    const part = (name: string) => new TextDecoder().decode(files[name]);
    const paragraphs = part('word/document.xml').split('<w:p>');
    const bidi = paragraphs
      .filter((paragraph) => paragraph.includes('<w:bidi/>'))
      .map((paragraph) => /<w:t[^>]*>([^<]*)/.exec(paragraph)?.[1]);
    expect(bidi).toEqual(['שלום עולם, 12', 'مرحبا']);
    expect(part('word/numbering.xml')).toContain('<w:start w:val="7"/>');
    expect(paragraphs.map((paragraph) => /<w:jc w:val="(\w+)"/.exec(paragraph)?.[1]).filter((side) => side !== undefined)).toEqual([
      'center',
      'end',
      'center',
      'end',
    ]);
    expect(paragraphs.at(-1)).toContain('<w:rStyle w:val="Hyperlink"/>');
  });

  it('stands in the page', () => expect(writeHtml({ ...article, body: text }, 'footnotes')).toContain('unicode-bidi: plaintext'));
});

describe('a draft from outside', () => {
  it('comes back from Word as it went', async () => {
    const { format, markdown } = await readDraft(await writeDocx(article, 'footnotes'));
    expect(format).toBe('docx');
    expect(markdown).toContain('# Cold \\<brew> & "co"\n');
    expect(markdown).toContain('A *first* **sentence** with `code`.[^1] Again.[^1] Linked [site](https://x.y/z).[^2]');
    expect(markdown).toContain('- one\n  - nested\n- two\n');
    expect(markdown).toContain('[^1]: Notes, p. 3 — “takes *twelve* hours”\n\n[^2]: [Site]');
    expect(markdown).toContain('> A quotation\n');
    expect(markdown).toContain('```\nconst a = 1 < 2;\n```\n');
    expect(markdown).toContain('| **a** | **b** |\n| - | - |\n| c | d |');
  });

  it('has the title of a Word file as its heading, and quotations where the writer put them', async () => {
    const styled = (style: string, text: string) => new Paragraph({ style, children: [new TextRun(text)] });
    const styles = { paragraphStyles: ['Title', 'Quote'].map((name) => ({ id: name, name, basedOn: 'Normal' })) };
    const file = new Document({ styles, sections: [{ children: [styled('Title', 'The title'), styled('Quote', 'Said so.')] }] });
    expect((await readDraft(new Uint8Array(await Packer.toArrayBuffer(file)))).markdown).toBe('# The title\n\n> Said so.\n');
  });

  it('comes back from HTML as it went', async () => {
    const { format, markdown } = await readDraft(Buffer.from(writeHtml(article, 'footnotes')));
    expect(format).toBe('html');
    expect(markdown).toContain('A *first* **sentence** with `code`.[^1] Again.[^1] Linked [site](https://x.y/z).[^2]');
    expect(markdown).toContain('[^1]: Notes, p. 3 — “takes *twelve* hours”');
    expect(markdown).toContain('[^2]: [Site](https://x.y/z) — not supported: no passage of the sources says this');
    expect(markdown).not.toMatch(/Footnotes|↩/);
    expect(markdown).toContain('```js\nconst a = 1 < 2;\n```');
  });

  it('keeps lists whose items are linked to, when they are no footnotes', async () => {
    const { markdown } = await readDraft(
      Buffer.from('<html><body><p>See <a href="#x">this</a>.</p><ul><li id="x">An item</li></ul></body></html>'),
    );
    expect(markdown).toContain('- An item');
    expect(markdown).not.toContain('[^');
  });

  it('brings no link that runs something and no picture inside the text', async () => {
    const page =
      '<html><p><a href="javascript:alert(1)">words</a> <a>more</a> <img src="data:image/png;base64,AAAA" alt="a chart"> <a href="https://x.y/">ok</a></p></html>';
    expect((await readDraft(Buffer.from(page))).markdown).toBe('words more a chart [ok](https://x.y/)\n');
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7 x'), 'unsupported_media'],
    ['bytes', Uint8Array.of(1, 0, 2), 'unsupported_media'],
    ['a broken archive', Uint8Array.of(0x50, 0x4b, 3, 4, 9), 'unprocessable'],
    ['nothing', new Uint8Array(), 'unprocessable'],
  ])('that is %s is refused', async (_, bytes, code) => {
    await expect(readDraft(bytes)).rejects.toEqual(expect.objectContaining({ code }));
  });

  it('in an old character set is read', async () => {
    expect((await readDraft(Buffer.from('Caf\u00e9 \u0093x\u0094', 'latin1'))).markdown).toBe('Café “x”');
    expect((await readDraft(Buffer.from('\ufeffCafé', 'utf16le'))).markdown).toBe('Café');
  });
});
