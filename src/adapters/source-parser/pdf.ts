import { getDocumentProxy } from 'unpdf';
import type { SourceProblem } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';
import { type DraftBlock, maxTextLength, oneLine } from './draft-block.ts';
import { withoutFurniture } from './pdf-furniture.ts';
import { type PdfLine, type PdfTextItem, readLines } from './pdf-lines.ts';
import { readParagraphs } from './pdf-paragraphs.ts';

export interface PdfText {
  blocks: DraftBlock[];
  title?: string;
  language?: string;
  problems: SourceProblem[];
}

const maxPages = 3000;
/** A page of a scan may carry a stamp or a number, but no more than this many characters. */
const scanCharacters = 25;

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The text layer of a PDF. Throws AppError `unprocessable` (encrypted, scanned, damaged), `too_large`. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  const document = await open(bytes);
  if (document.numPages > maxPages) {
    throw new AppError('too_large', `The PDF has ${document.numPages} pages; the limit is ${maxPages}`, {
      hint: 'Split it, and add the parts you need.',
    });
  }
  const pages = await readPages(document);
  refuseScan(pages);
  const blocks = readParagraphs(withoutFurniture(pages));
  const { title, language } = await information(document);
  return { blocks, title: title ?? firstHeading(blocks), language, problems: problemsOf(pages, blocks) };
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // Eval off: a font program of the file must not become code. The copy: pdf.js takes the buffer for itself.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, enableXfa: false } as Parameters<
      typeof getDocumentProxy
    >[1]);
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new AppError('unprocessable', 'The PDF is encrypted with a password', {
        hint: 'Open it, print it to a new PDF without a password and add that.',
      });
    }
    throw new AppError('unprocessable', 'The PDF is damaged and cannot be read', {
      hint: 'Open it in a viewer, print it to a new PDF and add that.',
      cause: error,
    });
  }
}

async function readPages(document: PdfDocument): Promise<PdfLine[][]> {
  const pages: PdfLine[][] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items, styles } = await page.getTextContent();
    const textItems = items.filter((item): item is typeof item & PdfTextItem => 'str' in item);
    const lines = readLines({ items: textItems, styles }, number);
    characters += lines.reduce((sum, line) => sum + line.text.length, 0);
    if (characters > maxTextLength)
      throw new AppError('too_large', `The PDF holds more than ${maxTextLength} characters of text`, {
        hint: 'Split it, and add the parts you need.',
      });
    pages.push(lines);
    page.cleanup();
  }
  return pages;
}

function isTextless(lines: readonly PdfLine[]): boolean {
  return lines.reduce((sum, line) => sum + line.text.length, 0) <= scanCharacters;
}

function refuseScan(pages: readonly PdfLine[][]): void {
  const characters = pages.flat().reduce((sum, line) => sum + line.text.length, 0);
  if (characters > 0 && !(pages.length > 1 && pages.every(isTextless))) return;
  throw new AppError('unprocessable', 'The PDF has no text layer: its pages are pictures', {
    hint: 'Run text recognition (OCR) on it, for example `ocrmypdf in.pdf out.pdf`, and add the result.',
  });
}

function problemsOf(pages: readonly PdfLine[][], blocks: readonly DraftBlock[]): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const textless = pages.flatMap((lines, index) => (isTextless(lines) ? [index + 1] : []));
  if (textless.length > 0) {
    const shown = textless.slice(0, 10).join(', ') + (textless.length > 10 ? ', …' : '');
    problems.push({
      code: 'pages_without_text',
      message: `${textless.length} of ${pages.length} pages have no text and may be scans: ${shown}.`,
    });
  }
  const text = blocks.map((block) => block.text).join('');
  const garbled = text.match(/[\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  if (garbled > text.length * 0.02) {
    const message =
      'Many characters could not be read: the fonts of the PDF do not say what their signs mean. Text recognition (OCR) may do better.';
    problems.push({ code: 'garbled_text', message });
  }
  return problems;
}

async function information(document: PdfDocument): Promise<{ title?: string; language?: string }> {
  const info = (await document.getMetadata()).info as Record<string, unknown>;
  const title = typeof info.Title === 'string' ? oneLine(info.Title) : '';
  const isFileName = /^(?:untitled|microsoft word\b.*|.*\.(?:docx?|pdf|tex|indd|odt|qxd|dvi))$/i.test(title);
  return { title: title === '' || isFileName ? undefined : title, language: typeof info.Language === 'string' ? info.Language : undefined };
}

function firstHeading(blocks: readonly DraftBlock[]): string | undefined {
  const first = blocks
    .filter((block) => block.locator?.page === 1 && block.kind === 'heading')
    .sort((one, other) => (one.level ?? 9) - (other.level ?? 9))[0];
  return first?.text;
}
