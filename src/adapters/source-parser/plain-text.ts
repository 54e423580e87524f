import type { DraftBlock } from './draft-block.ts';
import { keptLines, oneLine } from './draft-block.ts';
import { LineJoiner } from './line-joiner.ts';
import { isPlainHeading, underline } from './plain-headings.ts';

const bullet = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+(?=\S)/;
/** From this length on a line that is not the last of its paragraph was cut by a margin and not by a person. */
const wrappedLength = 50;
/** The number of a printed page, and what stands beside it in the notes of the internet's standards. */
const pageLine =
  /^\s*(?:[-–—]+\s*\d{1,4}\s*[-–—]+|(?:page|seite|página)\s+\d{1,4}(?:\s+(?:of|von|de|sur)\s+\d{1,4})?|.{0,60}\[page \d{1,4}\])\s*$/iu;

/** Headings, lists and paragraphs by blank lines; lines cut at a margin are joined, short ones (verse, addresses) stay. */
export function readPlainText(text: string): DraftBlock[] {
  const paragraphs = paragraphsOf(text);
  const joiner = new LineJoiner(paragraphs.flat().map((line) => ({ text: line })));
  return paragraphs.flatMap((lines, at): DraftBlock[] => {
    if (isPlainHeading(lines, paragraphs[at + 1], at === 0)) {
      const [first = ''] = lines;
      return [{ kind: 'heading', level: levelOf(first), text: oneLine(first).replace(/\s*¶$/u, '') }];
    }
    return bodyBlocks(lines, joiner);
  });
}

function paragraphsOf(text: string): string[][] {
  return text
    .replaceAll('\f', '\n\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line.trim() !== '' && !pageLine.test(line)))
    .filter((lines) => lines.length > 0)
    .flatMap(withoutUnderlinedStart);
}

/** An underlined line is a heading, also when the paragraph below follows without a blank line. */
function withoutUnderlinedStart(lines: string[]): string[][] {
  return lines.length > 2 && underline.test(lines[1] ?? '') ? [lines.slice(0, 2), lines.slice(2)] : [lines];
}

/** `2.1.3 Title` is on the third level. */
function levelOf(line: string): number {
  return Math.min(6, /^\s*(\d+(?:\.\d+)*)/.exec(line)?.[1]?.split('.').length ?? 1);
}

/** A drawing or a listing: mostly signs. */
function isDrawing(lines: readonly string[]): boolean {
  const signs = lines.join('').replace(/\s+/g, '');
  return lines.length > 1 && (signs.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0) < signs.length / 2;
}

function bodyBlocks(lines: readonly string[], joiner: LineJoiner): DraftBlock[] {
  if (isDrawing(lines)) return [{ kind: 'code', text: keptLines(lines.join('\n')) }];
  if (!bullet.test(lines[0] ?? '')) return [bodyBlock('paragraph', lines, joiner)];
  const items: string[][] = [];
  for (const line of lines) {
    const open = items.at(-1);
    if (bullet.test(line) || open === undefined) items.push([line.replace(bullet, '')]);
    else open.push(line);
  }
  return items.map((item) => bodyBlock('list-item', item, joiner));
}

function bodyBlock(kind: 'paragraph' | 'list-item', lines: readonly string[], joiner: LineJoiner): DraftBlock {
  const joined = () => oneLine(joiner.join(lines.map((line) => ({ text: line.trim() }))));
  return { kind, text: kind === 'list-item' || isWrapped(lines) ? joined() : keptLines(lines.join('\n')) };
}

function isWrapped(lines: readonly string[]): boolean {
  const full = lines.slice(0, -1);
  return full.filter((line) => line.trim().length >= wrappedLength).length * 2 > full.length;
}
