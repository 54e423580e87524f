import type { PdfLine } from './pdf-lines.ts';

/** Lines from the edge of a page among which running heads and page numbers are looked for. */
const edgeLines = 2;
/** Points by which the same running head may move between pages. */
const drift = 4;
/** A line that stands in the same place on this share of the pages is furniture; left and right pages may differ. */
const repeatShare = 0.3;

const pageNumber = /^(?:page\s+|p\.\s*|seite\s+)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/|von)\s*\d{1,4})?[-–—|\s]*$/i;

/** Removes running heads, running feet and page numbers: what repeats, digits aside, at the same edge of several pages. */
export function withoutFurniture(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const candidates = pages.flatMap((lines) => edges(lines));
  const needed = Math.max(2, Math.ceil(pages.length * repeatShare));
  return pages.map((lines) => {
    const atEdge = new Set(edges(lines));
    return lines.filter((line) => !atEdge.has(line) || !isFurniture(line, candidates, needed, pages.length));
  });
}

function edges(lines: readonly PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((one, other) => other.baseline - one.baseline);
  return [...new Set([...byHeight.slice(0, edgeLines), ...byHeight.slice(-edgeLines)])];
}

function isFurniture(line: PdfLine, candidates: readonly PdfLine[], needed: number, pageCount: number): boolean {
  if (pageNumber.test(line.text)) return pageCount > 1 || line.text.includes('1');
  const twins = candidates.filter((other) => pattern(other) === pattern(line) && Math.abs(other.baseline - line.baseline) <= drift);
  return new Set(twins.map((twin) => twin.page)).size >= needed;
}

function pattern(line: PdfLine): string {
  return line.text.replace(/\d+/g, '#').toLowerCase();
}
