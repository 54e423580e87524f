import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import type { SourceProblem } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';
import { type DraftBlock, oneLine } from './draft-block.ts';
import { htmlBlocks } from './html-blocks.ts';
import { childrenOf, type HtmlDocument, parseHtml } from './html-dom.ts';
import { removeNoteMarks } from './note-marks.ts';
import { inflateEntries, readZipDirectory, type ZipEntry } from './zip-archive.ts';

export interface DocxText {
  blocks: DraftBlock[];
  title?: string;
  language?: string;
  problems: SourceProblem[];
}

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
];

/** The text of a DOCX file: headings, lists, tables, footnotes; without comments and deleted text. Throws AppError `unprocessable`, `unsupported_media`. */
export async function readDocx(bytes: Uint8Array): Promise<DocxText> {
  const entries = readZipDirectory(bytes);
  refuseOtherArchives(bytes, entries);
  const parts = inflateEntries(
    bytes,
    entries.filter((entry) => /\.(?:xml|rels)$/i.test(entry.name)),
  );
  for (const [name, part] of parts) refuseEntities(name, part);
  const { html, pictures } = await toHtml(parts);
  const core = coreProperties(parts);
  const blocks = bodyBlocks(html);
  const problems: SourceProblem[] =
    pictures === 0 ? [] : [{ code: 'pictures_left_out', message: `${pictures} pictures were left out; text inside them was not read.` }];
  return { blocks, title: core.title ?? blocks.find((block) => block.kind === 'heading')?.text, language: core.language, problems };
}

/** The reader gets a new archive of the checked parts only, so that what was checked is what is read. */
async function toHtml(parts: ReadonlyMap<string, Uint8Array>): Promise<{ html: string; pictures: number }> {
  const archive = zipSync(Object.fromEntries(parts), { level: 0 });
  let pictures = 0;
  const convertImage = mammoth.images.imgElement(async () => {
    pictures += 1;
    return { src: '' };
  });
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(archive) }, { styleMap, convertImage, externalFileAccess: false });
  return { html: value, pictures };
}

function bodyBlocks(html: string): DraftBlock[] {
  const document = parseHtml(html);
  moveNotes(document);
  if (!document.body) return [];
  removeNoteMarks(document.body);
  return htmlBlocks(document.body);
}

/** Puts each note below the paragraph, list or table that refers to it, so that it gets that place's locator; its marks go. */
function moveNotes(document: HtmlDocument): void {
  const marks = [...document.querySelectorAll('a[href^="#footnote-"],a[href^="#endnote-"]')].reverse();
  for (const mark of marks) {
    const note = document.querySelector(`li[id="${mark.getAttribute('href')?.slice(1)}"]`);
    const place = mark.closest('table,ul,ol') ?? mark.closest('p,h1,h2,h3,h4,h5,h6');
    if (note && place) place.after(...childrenOf(note));
    mark.remove();
  }
}

function refuseOtherArchives(bytes: Uint8Array, entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('word/document.xml')) return;
  const mimetype = entries.find((entry) => entry.name === 'mimetype');
  const declared = mimetype ? Buffer.from(inflateEntries(bytes, [mimetype]).get('mimetype') ?? []).toString('latin1') : '';
  const kind = otherArchive(names, declared);
  throw new AppError('unsupported_media', `The file is ${kind}`, { hint: 'Save what it holds as DOCX, PDF, HTML or plain text.' });
}

function otherArchive(names: ReadonlySet<string>, declared: string): string {
  if (names.has('xl/workbook.xml')) return 'an Excel workbook';
  if (names.has('ppt/presentation.xml')) return 'a PowerPoint presentation';
  if (declared.includes('epub')) return 'an EPUB book';
  if (declared.includes('opendocument')) return 'an OpenDocument file';
  return 'a ZIP archive and not a Word document';
}

/** Office files declare no document type; one that does can make the XML reader expand or fetch things. */
function refuseEntities(name: string, part: Uint8Array): void {
  const utf16 = part[0] === 0xff || part[0] === 0xfe || part[0] === 0 || part[1] === 0;
  const text = Buffer.from(part).toString('latin1');
  if (!/<!(?:DOCTYPE|ENTITY)/i.test(utf16 ? text.replaceAll('\0', '') : text)) return;
  throw new AppError('unprocessable', `The part ${name} of the file declares XML entities, which no word processor does`, {
    hint: 'Open it in a word processor and save it again as DOCX.',
  });
}

function coreProperties(parts: ReadonlyMap<string, Uint8Array>): { title?: string; language?: string } {
  const xml = Buffer.from(parts.get('docProps/core.xml') ?? []).toString('utf8');
  const styles = Buffer.from(parts.get('word/styles.xml') ?? []).toString('utf8');
  return {
    title: oneLine(unescapeXml(/<dc:title[^>]*>([^<]*)<\/dc:title>/.exec(xml)?.[1] ?? '')) || undefined,
    language: (/<dc:language[^>]*>([^<]+)</.exec(xml) ?? /<w:lang[^>]*w:val="([\w-]+)"/.exec(styles))?.[1],
  };
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
