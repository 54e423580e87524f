import { describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import type { ParsedSource } from '../../ports/source-parser.ts';
import parseFile from './parse-file.ts';

async function parse(content: string | Uint8Array, mediaType?: string): Promise<ParsedSource> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const parsed = await parseFile({ bytes, mediaType });
  expectWholeCover(parsed);
  return parsed;
}

const sentence = 'Crème brûlée – “äöü” for 5 €.';

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
}

function windows1252(text: string): Uint8Array {
  const upper: Record<string, number> = { '–': 0x96, '“': 0x93, '”': 0x94, '€': 0x80 };
  return Uint8Array.from(text, (character) => upper[character] ?? character.charCodeAt(0));
}

describe('character sets', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(sentence)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${sentence}`)],
    ['UTF-16 with a mark', utf16(sentence, 'le', true)],
    ['UTF-16 of the other order', utf16(sentence, 'be', true)],
    ['a page that declares it', windows1252(`<html><meta charset="windows-1252"><body><p>${sentence}</p></body></html>`)],
  ])('reads %s', async (_, bytes) => {
    const parsed = await parse(bytes);
    expect(parsed.text).toBe(sentence);
    expect(parsed.problems.filter((problem) => problem.code !== 'little_text')).toEqual([]);
  });

  it('reads UTF-16 without a mark', async () => {
    const plain = 'Plain Latin text without any mark.';
    expect((await parse(utf16(plain, 'le', false))).text).toBe(plain);
    expect((await parse(utf16(plain, 'be', false))).text).toBe(plain);
  });

  it('believes the server when the bytes are not UTF-8', async () => {
    const russian = Uint8Array.from([0xca, 0xee, 0xf4, 0xe5]);
    expect((await parse(russian, 'text/plain; charset=windows-1251')).text).toBe('Кофе');
  });

  it('falls back to windows-1252 and says so', async () => {
    const parsed = await parse(windows1252(sentence));
    expect(parsed.text).toBe(sentence);
    expect(parsed.problems).toMatchObject([{ code: 'charset_guessed' }]);
  });

  it('keeps UTF-8 with one damaged byte and says so', async () => {
    const bytes = new TextEncoder().encode(`${sentence} ${sentence}`);
    const parsed = await parse(Uint8Array.from([...bytes, 0x20, 0xe4]));
    expect(parsed.text).toBe(`${sentence} ${sentence} \ufffd`);
    expect(parsed.problems).toMatchObject([{ code: 'characters_lost' }]);
  });

  it('stores NFC, line ends of one kind, and offsets in code points', async () => {
    const parsed = await parse('Cafe\u0301 \u{1f600}\r\n\r\nsecond\u200b word');
    expect(parsed.text).toBe('Café \u{1f600}\n\nsecond word');
    expect(parsed.blocks.map(({ start, end }) => [start, end])).toEqual([
      [0, 6],
      [8, 19],
    ]);
  });
});

describe('plain text', () => {
  it('joins lines cut at a margin, keeps short ones, and sees lists', async () => {
    const wrapped = 'This paragraph was cut at a margin by the program it was\nwritten with, and it is one paragraph.';
    const parsed = await parse(`${wrapped}\n\n\nRoses are red\nViolets are blue\n\n- one\n- two\n`);
    expect(parsed.format).toBe('text');
    expect(blockLines(parsed)).toEqual([
      `paragraph [para. 1] ${wrapped.replace('\n', ' ')}`,
      'paragraph [para. 2] Roses are red\nViolets are blue',
      'list-item [para. 3] one',
      'list-item [para. 4] two',
    ]);
  });

  it('takes a manual set in from the margin for text and not for code, with its headings', async () => {
    const line = 'This line of the manual is set in from the margin, as all\n    of the lines of manuals are.';
    const parsed = await parse(
      `The Manual\n==========\n\n1. Begin\n\n    ${line}\n\n    * one\n      goes on\n    * two\n\n1.1. Deeper\n\n    ${line}\n\n                       -- 2 --\n\nName\n\n    ${line}\n\nCOSTS\n\n    On 12 May\n`,
    );
    const prose = line.replace('\n    ', ' ');
    expect(parsed.format).toBe('text');
    expect(blockLines(parsed)).toEqual([
      'heading1 [“The Manual”] The Manual',
      'heading1 [“1. Begin”] 1. Begin',
      `paragraph [“1. Begin”] ${prose}`,
      'list-item [“1. Begin”] one goes on',
      'list-item [“1. Begin”] two',
      'heading2 [“1.1. Deeper”] 1.1. Deeper',
      `paragraph [“1.1. Deeper”] ${prose}`,
      'heading1 [“Name”] Name',
      `paragraph [“Name”] ${prose}`,
      'heading1 [“COSTS”] COSTS',
      'paragraph [“COSTS”] On 12 May',
    ]);
  });

  it('takes no date, sentence or item of a list for a heading', async () => {
    const lines = ['12 March 2019', '3. April 2024', 'We met at noon.', '1. Apples', '2. Pears', '3. Plums'];
    const parsed = await parse(`A long first paragraph that says what all this is about and ends with a stop.\n\n${lines.join('\n\n')}\n`);
    expect(parsed.blocks.map(({ kind }) => kind)).not.toContain('heading');
  });

  it('makes a word whole that the margin cut', async () => {
    const { text } = await parse('The department asks the council of the town to fund water-\ning bags for all of its young trees.\n');
    expect(text).toBe('The department asks the council of the town to fund watering bags for all of its young trees.');
  });
});

describe('Markdown', () => {
  it('is read without its marks, HTML and definitions', async () => {
    const parsed = await parse(
      'Intro with `code` and <b>bold</b>.\\\nHard break.\n\n# One *more*\n\n<div>raw</div>\n\n![alt text](x.png) and [link](y).\n\n[y]: https://example.org\n',
    );
    expect(parsed).toMatchObject({ format: 'markdown', title: 'One more' });
    expect(blockLines(parsed)).toEqual([
      'paragraph [para. 1] Intro with code and bold. Hard break.',
      'heading1 [“One more”] One more',
      'paragraph [“One more”] alt text and link.',
    ]);
  });

  it('is read without badges, its own contents and the date of its page', async () => {
    const parsed = await parse(
      '# Trees\n\n*Last updated: 3 May 2022* · [Edit this page](https://example.org)\n\n[![Build](b.svg)](https://example.org) [![Licence](l.svg)](https://example.org)\n\n- [Roots](#roots)\n  - [Deep](#deep)\n\n## Roots\n\nRoots grow.\n\n## See also\n\n- [Leaves](leaves.md)\n',
    );
    expect(blockLines(parsed)).toEqual(['heading1 [“Trees”] Trees', 'heading2 [“Roots”] Roots', 'paragraph [“Roots”] Roots grow.']);
  });

  it('survives front matter that is no YAML', async () => {
    expect(await parse('---\ntitle: [unclosed\n---\n\n# Heading\n\nText.\n')).toMatchObject({ format: 'markdown', title: 'Heading' });
  });
});

describe('what is no source', () => {
  it.each([
    ['an empty file of spaces', ' \n\t\n', 'unprocessable'],
    ['a page without text', '<html><body><script>run()</script></body></html>', 'unprocessable'],
    ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251), 'unsupported_media'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'unsupported_media'],
    ['an old Word file', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'unsupported_media'],
    ['RTF', '{\\rtf1 text}', 'unsupported_media'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'unsupported_media'],
  ] as [string, string | Uint8Array, string][])('is refused with a hint: %s', async (_, content, code) => {
    await expect(parse(content)).rejects.toMatchObject({ code, hint: expect.stringMatching(/\.$/) });
  });
});

describe('the language of a file', () => {
  const german = 'Der Baum steht an der Straße und ist mit den Jahren in die Höhe gewachsen, aber nicht in die Breite. '.repeat(2);
  const page = (lang: string, text: string) => `<html lang="${lang}"><body><article><h1>T</h1><p>${text}</p></article></body></html>`;

  it.each([
    ['is what it declares', page('de-AT', german), 'de-AT'],
    ['is what its words say, when they say something else', page('en-US', german), 'de'],
    ['is unknown for another script than the declared language has', page('en', '緑茶にはカテキンが多く含まれている。'), undefined],
    ['stays what is declared for a few words', page('en', 'Der Baum, das Haus.'), 'en'],
    ['stays what is declared where the product knows it not', page('pl', german), 'pl'],
  ])('%s', async (_, html, language) => {
    expect((await parse(html)).language).toBe(language);
  });
});
