import { extname } from 'node:path';

/** First bytes of a file that are enough to tell its kind. */
export const headLength = 4096;

const signatures: [type: string, offset: number, bytes: string][] = [
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['image/png', 0, '\x89PNG\r\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
];

/** Names only refine what the content already says: text stays text, a package stays a package. */
const kindsOfText: Record<string, string> = { '.md': 'text/markdown', '.html': 'text/html', '.htm': 'text/html', '.vtt': 'text/vtt' };
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The media type by content; the name decides only between kinds that begin alike. */
export function mediaTypeOf(head: Buffer, fileName: string | null): string {
  const extension = extname(fileName ?? '').toLowerCase();
  const known = signatures.find(([, offset, bytes]) => head.subarray(offset, offset + bytes.length).equals(Buffer.from(bytes, 'latin1')));
  if (known !== undefined) return known[0] === 'application/zip' && extension === '.docx' ? docx : known[0];
  return isText(head) ? (kindsOfText[extension] ?? 'text/plain') : 'application/octet-stream';
}

function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  try {
    // The head may end within a character, which `stream` forgives.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
