/** A line of a test PDF: points from the lower left corner of an A4 page. */
export interface PdfTestLine {
  text: string;
  x?: number;
  y: number;
  size?: number;
  bold?: boolean;
  /** In a font of one width. */
  code?: boolean;
}

/** A page of text lines, or of one grey picture as a scanner makes it. */
export type PdfTestPage = PdfTestLine[] | 'picture';

/** Writes a small uncompressed PDF (Helvetica, WinAnsi), so that a test can say where each line stands. */
export function writePdf(pages: readonly PdfTestPage[], title?: string): Uint8Array {
  const pageIds = pages.map((_, index) => 10 + index * 2);
  const objects = new Map<number, string>([
    [1, '<< /Type /Catalog /Pages 2 0 R >>'],
    [2, `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    [4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>'],
    [5, stream('\u00a0', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8')],
    [7, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>'],
    [6, `<< ${title === undefined ? '' : `/Title ${literal(title)}`} >>`],
  ]);
  pages.forEach((page, index) => {
    const id = 10 + index * 2;
    const resources = '<< /Font << /F1 3 0 R /F2 4 0 R /F3 7 0 R >> /XObject << /Im1 5 0 R >> >>';
    objects.set(id, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${id + 1} 0 R >>`);
    objects.set(id + 1, stream(page === 'picture' ? 'q 595 0 0 842 0 0 cm /Im1 Do Q' : page.map(drawLine).join('\n')));
  });
  return assemblePdf(objects);
}

function drawLine({ text, x = 60, y, size = 11, bold = false, code = false }: PdfTestLine): string {
  return `BT /${code ? 'F3' : bold ? 'F2' : 'F1'} ${size} Tf ${x} ${y} Td ${literal(text)} Tj ET`;
}

/** Of Latin-1 text; a bullet stands at 0x95 in WinAnsi. */
function literal(text: string): string {
  return `(${text.replace(/[\\()]/g, '\\$&').replaceAll('•', '\u0095')})`;
}

/** A stream object; the content is Latin-1. */
export function stream(content: string, entries = ''): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** Numbered objects to a file; 1 is the catalogue, 6 the information. */
export function assemblePdf(objects: ReadonlyMap<number, string>): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = new Map<number, number>();
  for (const [id, body] of objects) {
    offsets.set(id, file.length);
    file += `${id} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...objects.keys()) + 1;
  const rows = Array.from({ length: size }, (_, id) => {
    const offset = offsets.get(id);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file + table, 'latin1'));
}
