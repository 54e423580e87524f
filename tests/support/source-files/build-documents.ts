import { writeFileSync } from 'node:fs';
import {
  DeletedTextRun,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  InsertedTextRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { readSourceFile, sourceFilePath } from './source-files.ts';

/**
 * Makes the Word documents of this folder; run it after changing them or draft.md: `node tests/support/source-files/build-documents.ts`.
 * notes.pdf comes from originals/notes.ms: `groff -Kutf8 -Tpdf -ms -dpaper=a5 -P-pa5 originals/notes.ms > notes.pdf`,
 * notes-encrypted.pdf from it: `qpdf --encrypt reader owner 256 -- notes.pdf notes-encrypted.pdf`.
 */
const headings = { '#': HeadingLevel.HEADING_1, '##': HeadingLevel.HEADING_2 };

function draft(): Document {
  const markdown = new TextDecoder().decode(readSourceFile('draft.md')).replace(/^---[\s\S]*?---\n/, '');
  const children = markdown.split(/\n+/).flatMap((line) => {
    const [mark = '', ...words] = line.split(' ');
    if (line.trim() === '') return [];
    if (mark === '#' || mark === '##') return [new Paragraph({ text: words.join(' '), heading: headings[mark] })];
    if (mark === '-') return [new Paragraph({ text: words.join(' '), bullet: { level: 0 } })];
    return [new Paragraph(line)];
  });
  return new Document({ title: 'Cold brew or espresso?', sections: [{ children }] });
}

function tasting(): Document {
  const change = { author: 'Jane', date: '2026-04-12T08:00:00Z' };
  const row = (...cells: string[]) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  return new Document({
    title: 'Tasting protocol',
    footnotes: { 1: { children: [new Paragraph('The panel tasted blind.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Tasting protocol', heading: HeadingLevel.TITLE }),
          new Paragraph('Ten people tasted three batches on a Sunday in April.'),
          new Paragraph({ text: 'Verdicts', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun('Eight of ten disliked the batch of '),
              new TextRun({ text: 'twenty-four', bold: true }),
              new TextRun(' hours.'),
              new FootnoteReferenceRun(1),
            ],
          }),
          new Paragraph({ text: 'Twelve hours: thin.', bullet: { level: 0 } }),
          new Paragraph({ text: 'Sixteen hours: round.', bullet: { level: 0 } }),
          new Paragraph({ text: 'With milk: sweet.', bullet: { level: 1 } }),
          new Paragraph({ text: 'Scores', heading: HeadingLevel.HEADING_2 }),
          new Table({ rows: [row('Batch', 'Score'), row('12 h', '5.5'), row('16 h', '8.1')] }),
          new Paragraph({
            children: [
              new TextRun('The next tasting is in '),
              new DeletedTextRun({ id: 1, text: 'June', ...change }),
              new InsertedTextRun({ id: 2, text: 'July', ...change }),
              new TextRun('.'),
            ],
          }),
        ],
      },
    ],
  });
}

writeFileSync(sourceFilePath('draft.docx'), await Packer.toBuffer(draft()));
writeFileSync(sourceFilePath('tasting.docx'), await Packer.toBuffer(tasting()));
