import { describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import { type PdfTestLine, type PdfTestPage, writePdf } from '../../../tests/support/source-files/pdf-writer.ts';
import type { ParsedSource } from '../../ports/source-parser.ts';
import parseFile from './parse-file.ts';

async function parse(pages: readonly PdfTestPage[], title?: string): Promise<ParsedSource> {
  const parsed = await parseFile({ bytes: writePdf(pages, title), name: 'scan_of-page.pdf' });
  expectWholeCover(parsed);
  return parsed;
}

/** Lines of a paragraph, 14 points apart. */
function paragraph(top: number, ...texts: string[]): PdfTestLine[] {
  return texts.map((text, index) => ({ text, y: top - index * 14 }));
}

const filler = 'This line is long enough to reach the right edge of the column of text, as most do.';

describe('paragraphs of a PDF', () => {
  it('joins lines and makes words whole that a line cut', async () => {
    const { text } = await parse([
      paragraph(700, `${filler} It is about refrig-`, 'erators, twenty-', 'four of them in all, and not about twenty-four ovens.'),
    ]);
    expect(text).toBe(`${filler} It is about refrigerators, twenty-four of them in all, and not about twenty-four ovens.`);
  });

  it('starts one at a gap, at an indent, after a short last line and at a list item', async () => {
    const lines = [
      ...paragraph(700, filler, 'The first ends here.'),
      ...paragraph(640, filler, filler, 'The second ends early.', filler),
      { text: 'An indented line starts another one of these paragraphs of the text here.', x: 80, y: 584 },
      { text: '• first item', y: 560 },
      { text: '• second item', y: 546 },
    ];
    expect(blockLines(await parse([lines]))).toEqual([
      `paragraph [p. 1] ${filler} The first ends here.`,
      `paragraph [p. 1] ${filler} ${filler} The second ends early.`,
      `paragraph [p. 1] ${filler}`,
      'paragraph [p. 1] An indented line starts another one of these paragraphs of the text here.',
      'list-item [p. 1] first item',
      'list-item [p. 1] second item',
    ]);
  });

  it('goes on over a page break with a single space, each part with its own page', async () => {
    const head = { text: 'Annual report', y: 800 };
    const parsed = await parse([
      [head, ...paragraph(700, filler, 'and it goes on over the page with the refrig-'), { text: '1', y: 40, x: 300 }],
      [head, ...paragraph(700, `erators. ${filler}`), { text: '2', y: 40, x: 300 }],
    ]);
    expect(parsed.text).toBe(`${filler} and it goes on over the page with the refrigerators. ${filler}`);
    expect(parsed.blocks.map((block) => block.locator.page)).toEqual([1, 2]);
  });
});

describe('notes of a PDF', () => {
  const mark = (x: number, y: number): PdfTestLine => ({ text: '1', x, y, size: 6 });

  it('stand behind the paragraph that goes on over them, and their marks are gone', async () => {
    const left = [
      ...paragraph(700, 'The left column of this page holds text.'),
      mark(272, 704),
      { text: 'It goes on at the top of the', y: 686 },
      mark(60, 63),
      { text: 'See the review.', x: 64, y: 60, size: 8 },
    ];
    const right = paragraph(700, 'right column, and ends there.', 'The rest of the column is filled up.').map((line) => ({
      ...line,
      x: 320,
    }));
    expect((await parse([[...left, ...right]])).text).toBe(
      'The left column of this page holds text. It goes on at the top of the right column, and ends there. The rest of the column is filled up.\n\nSee the review.',
    );
  });

  it('leave the exponents of units', async () => {
    const { text } = await parse([
      [...paragraph(700, filler), { text: 'The room has 40 m', y: 686 }, { text: '2', x: 153, y: 690, size: 6 }],
    ]);
    expect(text).toMatch(/40 m ?2$/);
  });
});

describe('structure of a PDF', () => {
  const body = (top: number) => paragraph(top, filler, filler, 'The end of it.');

  it('finds headings by size and by font, and their levels', async () => {
    const page = [
      { text: 'A report', y: 780, size: 22 },
      ...body(740),
      { text: 'Part one', y: 670, size: 15 },
      ...body(640),
      { text: 'Details', y: 570, bold: true },
      ...body(550),
    ];
    const parsed = await parse([page]);
    expect(blockLines(parsed).filter((line) => line.startsWith('heading'))).toEqual([
      'heading1 [p. 1, “A report”] A report',
      'heading2 [p. 1, “Part one”] Part one',
      'heading3 [p. 1, “Details”] Details',
    ]);
    expect(parsed.title).toBe('A report');
  });

  it('takes code for code and a table of contents for no headings', async () => {
    const code = paragraph(600, 'BEGIN', 'Mix water and coffee', 'END').map((line) => ({ ...line, code: true }));
    const contents = [{ text: '1 Introduction . . . . . . . . . . 3', y: 700, bold: true }];
    expect(blockLines(await parse([[...contents, ...body(660), ...code, ...body(540)]]))).toEqual([
      'paragraph [p. 1] 1 Introduction . . . . . . . . . . 3',
      `paragraph [p. 1] ${filler} ${filler} The end of it.`,
      'code [p. 1] BEGIN\nMix water and coffee\nEND',
      `paragraph [p. 1] ${filler} ${filler} The end of it.`,
    ]);
  });

  it('removes running heads, feet and page numbers, and nothing that only looks alike', async () => {
    const years = [2021, 2029, 2024, 2020];
    const pages = [1, 2, 3, 4].map((number) => [
      { text: `Report 2026, page ${number} of 4`, y: 800 },
      ...paragraph(700, `In ${years[number - 1]} we measured something of our own, and it is said here at length, as it should be.`, '42'),
      { text: number % 2 ? 'Left foot' : 'Right foot', y: 50 },
      { text: String(number), y: 30 },
    ]);
    const { text } = await parse(pages);
    expect(text).not.toMatch(/Report|foot/);
    expect(text.match(/In 202\d we measured/g)).toHaveLength(4);
    expect(text.match(/42/g)).toHaveLength(4);
  });

  it('takes its title from the file unless that is a file name', async () => {
    expect((await parse([body(700)], 'Coffee (a study)')).title).toBe('Coffee (a study)');
    expect((await parse([body(700)], 'Microsoft Word - draft3.doc')).title).toBe('scan of page');
  });
});

describe('a PDF without text', () => {
  const stamp = [{ text: 'Page 7', y: 20 }];

  it.each([
    ['one scanned page', ['picture']],
    ['many', ['picture', 'picture', 'picture']],
    ['with a stamp', [stamp, stamp, stamp]],
  ] as [string, PdfTestPage[]][])('is refused with a hint: %s', async (_, pages) => {
    await expect(parseFile({ bytes: writePdf(pages) })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('no text layer'),
      hint: expect.stringContaining('OCR'),
    });
  });

  it('is a problem, with its pages, when only some are scans', async () => {
    const parsed = await parse([paragraph(700, filler, filler), 'picture', paragraph(700, filler), 'picture']);
    expect(parsed.problems).toEqual([{ code: 'pages_without_text', message: '2 of 4 pages have no text and may be scans: 2, 4.' }]);
  });

  it('says damaged for a damaged one', async () => {
    const bytes = writePdf([paragraph(700, filler)]).slice(0, 300);
    await expect(parseFile({ bytes })).rejects.toMatchObject({ code: 'unprocessable', message: expect.stringContaining('damaged') });
  });
});

it('leaves out running heads that change with the chapter, known by the page number beside them', async () => {
  const heads = ['Chapter 2: Roots 5', 'Chapter 2: Roots 6', 'Chapter 3: Leaves 7', 'Chapter 4: Bark 8'];
  const parsed = await parse(
    heads.map((head, at) => [{ text: head, y: 800 }, ...paragraph(700, filler, `${['Oak', 'Ash', 'Elm', 'Yew'][at]} is a tree.`)]),
  );
  expect(parsed.text).not.toContain('Chapter');
});
