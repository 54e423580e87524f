import type { ParsedSource, ParseRequest, SourceProblem } from '../../ports/source-parser.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { trueLanguage } from '../../shared/language/languages.ts';
import { toStoredText } from '../../shared/text/code-points.ts';
import { decodeText } from './decode-text.ts';
import { type Container, detectContainer, detectTextFormat } from './detect-format.ts';
import { type DraftBlock, joinBlocks, locateByHeading, oneLine } from './draft-block.ts';

/** Runs in the killable child. Readers are imported when their format comes, which keeps a child's start short. */

interface ReadFile {
  format: ParsedSource['format'];
  blocks: DraftBlock[];
  title?: string;
  language?: string;
  problems?: SourceProblem[];
}

/** See SourceParser. Throws AppError only. */
export default async function parseFile(request: ParseRequest): Promise<ParsedSource> {
  const container = detectContainer(request.bytes);
  try {
    const read = container === 'text' ? await readText(request) : await readContainer(container, request.bytes);
    return toParsedSource(read, request.name);
  } catch (error) {
    if (isAppError(error)) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new AppError('unprocessable', `The file could not be read: ${cause}`, {
      hint: 'Open it, save it again, or add its text.',
      cause: error,
    });
  }
}

async function readContainer(container: Exclude<Container, 'text'>, bytes: Uint8Array): Promise<ReadFile> {
  if (container === 'pdf') {
    const { readPdf } = await import('./pdf.ts');
    return { format: 'pdf', ...(await readPdf(bytes)) };
  }
  const { readDocx } = await import('./docx.ts');
  const read = await readDocx(bytes);
  return { format: 'docx', ...read, blocks: locateByHeading(read.blocks) };
}

async function readText({ bytes, mediaType }: ParseRequest): Promise<ReadFile> {
  const decoded = decodeText(bytes, mediaType);
  const text = toStoredText(decoded.text);
  const read = await readTextFormat(text);
  return { ...read, problems: [...decoded.problems, ...(read.problems ?? [])] };
}

async function readTextFormat(text: string): Promise<ReadFile> {
  const format = detectTextFormat(text);
  switch (format) {
    case 'html': {
      const read = (await import('./html.ts')).readHtml(text);
      return { format, ...read, blocks: locateByHeading(read.blocks) };
    }
    case 'markdown': {
      const read = (await import('./markdown.ts')).readMarkdown(text);
      return { format, ...read, blocks: locateByHeading(read.blocks) };
    }
    case 'srt':
    case 'vtt': {
      const { captionTitle, readCaptions } = await import('./captions.ts');
      return { format, blocks: readCaptions(text), title: captionTitle(text) };
    }
    case 'speakers':
      return { format, blocks: (await import('./speakers.ts')).readSpeakers(text) };
    default:
      return { format: 'text', ...(await readPlain(text)) };
  }
}

async function readPlain(text: string): Promise<Pick<ReadFile, 'blocks' | 'title'>> {
  const blocks = locateByHeading((await import('./plain-text.ts')).readPlainText(text));
  return { blocks, title: blocks[0]?.kind === 'heading' ? blocks[0].text : undefined };
}

function toParsedSource(read: ReadFile, name: string | undefined): ParsedSource {
  const { text, blocks } = joinBlocks(read.blocks);
  if (text === '') {
    throw new AppError('unprocessable', 'The file holds no text', {
      hint: 'Check that it is the file you meant; a page that needs a browser can be saved as PDF.',
    });
  }
  const title = toStoredText(oneLine(read.title ?? '')) || titleFromName(name) || beginning(text);
  const language = trueLanguage(read.language, text);
  return { format: read.format, title, text, blocks, problems: read.problems ?? [], ...(language && { language }) };
}

function titleFromName(name: string | undefined): string {
  const last =
    (name ?? '')
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return toStoredText(oneLine(last.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_-]+/g, ' ')));
}

function beginning(text: string): string {
  const line = oneLine(text.split('\n')[0] ?? '');
  return line.length <= 80
    ? line
    : `${line
        .slice(0, 80)
        .replace(/\s+\S*$/u, '')
        .toWellFormed()}…`;
}
