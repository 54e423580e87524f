import type { PdfLine } from './pdf-lines.ts';

/** Lines from the edge of a page among which running heads and page numbers are looked for. */
const edgeLines = 2;
/** Points by which the same running head may move between pages. */
const drift = 4;
/** Looked at on both sides of a page: running heads may change with the chapter. */
const neighbours = 8;
/** A line that stands in the same place on this share of the pages around is furniture; left and right pages may differ. */
const repeatShare = 0.3;

const pageNumber = /^(?:page\s+|p\.\s*|seite\s+)?[-–—|\s]*(?:(\d{1,4})|[ivxlc]{1,7})(?:\s*(?:of|\/|von)\s*\d{1,4})?[-–—|\s]*$/i;

/** Removes running heads, running feet and page numbers: what repeats at the same edge of several pages, where numbers may count the pages. */
export function withoutFurniture(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const edgesOf = pages.map(edges);
  return pages.map((lines, index) => {
    const around = edgesOf.slice(Math.max(0, index - neighbours), index + neighbours + 1);
    const furniture = new Set(edgesOf[index]?.filter((line) => isFurniture(line, around)));
    return lines.filter((line) => !furniture.has(line));
  });
}

function edges(lines: readonly PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((one, other) => other.baseline - one.baseline);
  return [...new Set([...byHeight.slice(0, edgeLines), ...byHeight.slice(-edgeLines)])];
}

function isFurniture(line: PdfLine, around: readonly (readonly PdfLine[])[]): boolean {
  const number = pageNumber.exec(line.text);
  if (number && (Number(number[1]) === line.page || (number[1] === undefined && around.length > 1))) return true;
  const alike = (isAlike: (one: PdfLine, other: PdfLine) => boolean) =>
    around.filter((page) => page.some((other) => Math.abs(other.baseline - line.baseline) <= drift && isAlike(line, other))).length;
  return alike(isTwin) >= Math.max(2, around.length * repeatShare) || alike(countsThePages) >= leastCounting;
}

/** Running heads that change with every chapter are known by the page number beside them. */
const leastCounting = 3;

/** Both end, or begin, with a number that is as far from the number of the page. */
function countsThePages(line: PdfLine, other: PdfLine): boolean {
  const offset = pageOffset(line);
  return offset !== undefined && offset === pageOffset(other);
}

function pageOffset({ text, page }: PdfLine): number | undefined {
  const number = /\s(\d{1,4})$/.exec(text)?.[1] ?? /^(\d{1,4})\s/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number) - page;
}

/** The same words; each number is the same too or has grown by as many as lie pages between, so that the rows of a table stay. */
function isTwin(line: PdfLine, other: PdfLine): boolean {
  if (wordsOf(line) !== wordsOf(other)) return false;
  const others = numbersOf(other);
  return numbersOf(line).every((number, index) => {
    const grown = number - (others[index] ?? 0);
    return grown === 0 || grown === line.page - other.page;
  });
}

function wordsOf(line: PdfLine): string {
  return line.text.replace(/\d+/g, '#').toLowerCase();
}

function numbersOf(line: PdfLine): number[] {
  return (line.text.match(/\d+/g) ?? []).map(Number);
}
