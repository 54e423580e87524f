import { assemblePdf, stream } from './source-files/pdf-writer.ts';

/** A PDF of one page whose contents draw these forms, by object number from 10 on. */
export function pdfOfForms(contents: string, forms: Record<number, string> = {}): Uint8Array {
  const names = Object.keys(forms).map((id) => `/F${id} ${id} 0 R`);
  return assemblePdf(
    new Map([
      [1, '<< /Type /Catalog /Pages 2 0 R >>'],
      [2, '<< /Type /Pages /Count 1 /Kids [3 0 R] >>'],
      [3, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << ${names.join(' ')} >> >> >>`],
      [4, contents],
      [6, '<< >>'],
      ...Object.entries(forms).map(([id, object]): [number, string] => [Number(id), object]),
    ]),
  );
}

/** A small file that keeps a parser busy for longer than anybody waits: ten forms, each drawing the next one twenty times. */
export function spinningPdf(): Uint8Array {
  // A form without text would be skipped the second time, so the last one writes a letter.
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const letter = stream('BT /T 9 Tf (x) Tj ET', `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /T ${font} >> >>`);
  const forms = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((id) => {
    const resources = `/Resources << /XObject << /F${id + 1} ${id + 1} 0 R >> >>`;
    return [id, stream(`/F${id + 1} Do `.repeat(20), `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${resources}`)];
  });
  return pdfOfForms(stream('/F10 Do'), { ...Object.fromEntries(forms), 20: letter });
}
