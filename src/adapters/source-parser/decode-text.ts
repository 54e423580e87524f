import { isUtf8 } from 'node:buffer';
import type { SourceProblem } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';

export interface DecodedText {
  text: string;
  problems: SourceProblem[];
}

const sniffedBytes = 4096;

/**
 * Bytes to text. In this order: byte order mark, UTF-16 without one, valid UTF-8, what the file or the server declares, windows-1252.
 * Valid UTF-8 goes first because such bytes are hardly ever anything else, while declarations are often wrong.
 * Throws AppError `unsupported_media` for bytes that are not text.
 */
export function decodeText(bytes: Uint8Array, mediaType?: string): DecodedText {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  if (marked) return decoded(bytes, marked);
  refuseBinary(bytes);
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8');
  const declared = declaredInFile(bytes) ?? declaredByServer(mediaType);
  if (declared && declared !== 'utf-8') return decoded(bytes, declared);
  if (isMostlyUtf8(bytes)) return decoded(bytes, 'utf-8');
  const guessed = decoded(bytes, 'windows-1252');
  const message = 'The file does not say its character set; it was read as Western European (windows-1252). Look at the accented letters.';
  return { ...guessed, problems: [...guessed.problems, { code: 'charset_guessed', message }] };
}

function decoded(bytes: Uint8Array, charset: string): DecodedText {
  const text = new TextDecoder(charset).decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const message = `${damaged} characters could not be read as ${charset}.`;
  return { text, problems: damaged > 0 ? [{ code: 'characters_lost', message }] : [] };
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 of mostly Latin text has a zero in every other byte. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, sniffedBytes & ~1);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 4) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index += 1) if (sample[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  if (even > pairs * 0.7 && odd === 0) return 'utf-16be';
  return undefined;
}

function refuseBinary(bytes: Uint8Array): void {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) controls += 100;
    else if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) controls += 1;
  }
  if (controls <= bytes.length * 0.02) return;
  throw new AppError('unsupported_media', 'The file holds binary data and not text', {
    hint: 'Sources are PDF, DOCX, HTML, Markdown, plain text and transcripts (SRT, VTT, “Name:” lines).',
  });
}

function declaredInFile(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, sniffedBytes)).toString('latin1');
  const match = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start) ?? /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(start);
  return knownCharset(match?.[1]);
}

function declaredByServer(mediaType: string | undefined): string | undefined {
  return knownCharset(/charset\s*=\s*["']?([\w-]+)/i.exec(mediaType ?? '')?.[1]);
}

function knownCharset(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // A name nobody knows says nothing.
    return undefined;
  }
}

/** A UTF-8 file with a few damaged bytes: its replacement characters are rare beside its whole multi-byte ones. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return whole > damaged * 10;
}
