import type { Locator } from '../../shared/locator.ts';
import type { DraftBlock } from './draft-block.ts';
import { oneLine } from './draft-block.ts';
import { LineJoiner } from './line-joiner.ts';
import type { PdfLine } from './pdf-lines.ts';

/** How the body of the document is set: the size, font, leading and right edge of most of its lines. */
interface Setting {
  size: number;
  font: string;
  leading: number;
  monospaced: boolean;
}

const longestHeading = 150;
const bullet = /^(?:[•‣▪●◦–—*-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)/;
/** A line of a table of contents. */
const dotLeader = /(?:\s?\.){5}/;
const onlyBullet = /^[•‣▪●◦–—*-]\s+/;
const sentenceEnd = /[.!?:;…。！？]["'”’»)\]]*$/u;

/** Lines of all pages to headings, paragraphs and list items, each with its page and nearest heading. */
export function readParagraphs(pages: readonly (readonly PdfLine[])[]): DraftBlock[] {
  const lines = pages.flat();
  if (lines.length === 0) return [];
  const setting = measure(lines);
  const groups = notesBehind(
    pages.flatMap((page) => groupLines(page, setting)),
    setting,
  );
  const headings = headingLevels(groups, setting);
  const joiner = new LineJoiner(lines);
  const blocks: DraftBlock[] = [];
  let heading: string | undefined;
  let previous: PdfLine[] | undefined;
  for (const group of groups) {
    const level = headings.get(group);
    if (level === undefined) {
      const before = previous && goesOnOverPage(previous, group, setting) ? blocks.at(-1) : undefined;
      const body = before ? restOfParagraph(group, before, joiner) : bodyBlock(group, joiner, setting);
      blocks.push({ ...body, locator: locatorOf(group, heading) });
      previous = group;
    } else {
      heading = oneLine(joiner.join(group));
      blocks.push({ kind: 'heading', level, text: heading, locator: locatorOf(group, heading) });
      previous = undefined;
    }
  }
  return blocks;
}

function locatorOf(group: readonly PdfLine[], heading: string | undefined): Locator {
  return { page: firstOf(group).page, ...(heading !== undefined && { heading }) };
}

function restOfParagraph(group: readonly PdfLine[], before: DraftBlock, joiner: LineJoiner): DraftBlock {
  return { kind: 'paragraph', text: oneLine(joiner.joinOverPage(before, group)), continues: true };
}

function bodyBlock(group: readonly PdfLine[], joiner: LineJoiner, setting: Setting): DraftBlock {
  if (isCode(group, setting)) return { kind: 'code', text: group.map((line) => line.text).join('\n') };
  const text = oneLine(joiner.join(group));
  return bullet.test(text) ? { kind: 'list-item', text: text.replace(onlyBullet, '') } : { kind: 'paragraph', text };
}

function measure(lines: readonly PdfLine[]): Setting {
  const size = mostOf(lines, (line) => Math.round(line.size * 2) / 2);
  const body = lines.filter((line) => Math.abs(line.size - size) <= 0.5);
  const gaps = body.flatMap((line, index) => {
    const next = body[index + 1];
    const gap = next && next.page === line.page ? line.baseline - next.baseline : 0;
    return gap > size * 0.8 && gap < size * 3 ? [{ text: line.text, gap: Math.round(gap * 2) / 2 }] : [];
  });
  return {
    size,
    font: mostOf(body, (line) => line.font),
    leading: gaps.length > 0 ? mostOf(gaps, ({ gap }) => gap) : size * 1.2,
    monospaced: mostOf(body, (line) => line.monospaced),
  };
}

/** The value most of the characters have. */
function mostOf<Line extends { text: string }, Value>(lines: readonly Line[], read: (line: Line) => Value): Value {
  const weights = new Map<Value, number>();
  for (const line of lines) weights.set(read(line), (weights.get(read(line)) ?? 0) + line.text.length);
  return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function groupLines(lines: readonly PdfLine[], setting: Setting): PdfLine[][] {
  const groups: PdfLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && !startsParagraph(group, line, setting)) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function startsParagraph(group: readonly PdfLine[], line: PdfLine, setting: Setting): boolean {
  const previous = group.at(-1) as PdfLine;
  const gap = previous.baseline - line.baseline;
  const leading = Math.max(setting.leading, line.size * 1.1);
  // Upwards is the next column; there the text goes on unless something else says no.
  if (gap > leading * 1.35) return true;
  if (Math.abs(previous.size - line.size) > 0.6 || (previous.font !== line.font && isShort(previous, line, setting))) return true;
  if (bullet.test(line.text)) return true;
  const indented = gap > 0 && line.left - previous.left > line.size * 0.7 && !bullet.test(firstOf(group).text);
  return indented || (isShort(previous, line, setting) && sentenceEnd.test(previous.text));
}

/** The line ends well before the next one does, which a line of a running paragraph does not. */
function isShort(previous: PdfLine, next: PdfLine, setting: Setting): boolean {
  return next.right - previous.right > setting.size * 6;
}

/** Headings are larger than the body, or a short line of their own in another font; levels follow the sizes. */
function headingLevels(groups: readonly PdfLine[][], setting: Setting): Map<PdfLine[], number> {
  const found = groups.filter((group, index) => isHeading(group, groups[index - 1], groups[index + 1], setting));
  const sizes = [...new Set(found.map((group) => Math.round(firstOf(group).size)))].sort((one, other) => other - one);
  return new Map(found.map((group) => [group, Math.min(6, sizes.indexOf(Math.round(firstOf(group).size)) + 1)]));
}

function isHeading(
  group: readonly PdfLine[],
  previous: readonly PdfLine[] | undefined,
  next: readonly PdfLine[] | undefined,
  setting: Setting,
): boolean {
  const length = group.reduce((sum, line) => sum + line.text.length, 0);
  const first = firstOf(group);
  if (
    length > longestHeading ||
    group.length > 3 ||
    !/\p{L}/u.test(first.text) ||
    !next ||
    dotLeader.test(first.text) ||
    isCode(group, setting)
  )
    return false;
  if (first.size >= setting.size * 1.15) return true;
  const ownFont = group.every((line) => line.font !== setting.font) && first.size >= setting.size - 0.5;
  return ownFont && standsApart(previous?.at(-1), first, setting) && !sentenceEnd.test(first.text) && /^[\p{Lu}\d§]/u.test(first.text);
}

function isCode(group: readonly PdfLine[], setting: Setting): boolean {
  return !setting.monospaced && group.every((line) => line.monospaced);
}

/** More room above than between lines, or nothing: lines of code in their own font have neither. */
function standsApart(above: PdfLine | undefined, line: PdfLine, setting: Setting): boolean {
  if (above === undefined || above.page !== line.page) return true;
  const gap = above.baseline - line.baseline;
  return gap < 0 || gap > setting.leading * 1.25;
}

/** A paragraph that ends a page or a column in the middle of a sentence goes on with the first body paragraph of the next. */
function goesOnOverPage(previous: readonly PdfLine[], group: readonly PdfLine[], setting: Setting): boolean {
  const last = previous.at(-1) as PdfLine;
  const first = firstOf(group);
  const next = first.page === last.page + 1 || (first.page === last.page && first.baseline > last.baseline);
  if (!next || Math.abs(last.size - setting.size) > 0.6 || Math.abs(first.size - last.size) > 0.6) return false;
  return !sentenceEnd.test(last.text) && !bullet.test(first.text);
}

/** Notes at the foot of a page or column come behind the paragraph that goes on over them. */
function notesBehind(groups: readonly PdfLine[][], setting: Setting): PdfLine[][] {
  const ordered: PdfLine[][] = [];
  let notes: PdfLine[][] = [];
  for (const group of groups) {
    if (firstOf(group).size <= setting.size - 0.8) notes.push(group);
    else {
      const before = ordered.at(-1);
      const goesOn = notes.length > 0 && before !== undefined && goesOnOverPage(before, group, setting);
      ordered.push(...(goesOn ? [group, ...notes] : [...notes, group]));
      notes = [];
    }
  }
  return [...ordered, ...notes];
}

function firstOf(group: readonly PdfLine[]): PdfLine {
  return group[0] as PdfLine;
}
