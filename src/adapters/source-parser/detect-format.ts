import type { SourceFormat } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';
import { isSpeakerTranscript } from './speakers.ts';

/** What the first bytes say; `text` when they are no known signature. */
export type Container = 'pdf' | 'zip' | 'text';

const otherKinds: readonly (readonly [string, number[], string])[] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47], 'Run text recognition (OCR) on it and add the text.'],
  ['a JPEG picture', [0xff, 0xd8, 0xff], 'Run text recognition (OCR) on it and add the text.'],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38], 'Run text recognition (OCR) on it and add the text.'],
  ['a TIFF picture', [0x49, 0x49, 0x2a, 0x00], 'Run text recognition (OCR) on it and add the text.'],
  ['an old or encrypted Office file', [0xd0, 0xcf, 0x11, 0xe0], 'Open it in a word processor and save it as DOCX without a password.'],
  ['an RTF file', [0x7b, 0x5c, 0x72, 0x74, 0x66], 'Open it in a word processor and save it as DOCX.'],
  ['a gzip archive', [0x1f, 0x8b], 'Unpack it first.'],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf], 'Unpack it first.'],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21], 'Unpack it first.'],
  ['an MP3 recording', [0x49, 0x44, 0x33], 'Transcribe it and add the transcript (SRT, VTT or “Name:” lines).'],
  ['a WAV or AVI recording', [0x52, 0x49, 0x46, 0x46], 'Transcribe it and add the transcript (SRT, VTT or “Name:” lines).'],
  ['an Ogg recording', [0x4f, 0x67, 0x67, 0x53], 'Transcribe it and add the transcript (SRT, VTT or “Name:” lines).'],
  ['a program', [0x7f, 0x45, 0x4c, 0x46], 'Add the text it is about instead.'],
];

/** By signature. Throws AppError `unsupported_media` naming the kind of file when it is known and cannot be read. */
export function detectContainer(bytes: Uint8Array): Container {
  // Readers of PDF accept the header anywhere in the first KiB, and real files use that.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  const other = otherKinds.find(([, signature]) => startsWith(bytes, signature));
  if (other) throw new AppError('unsupported_media', `The file is ${other[0]}`, { hint: other[2] });
  return 'text';
}

const srtStart = /^\s*\d+\s*\n\s*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}\s*-->/;
const htmlStart =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|p|h[1-6]|ul|ol|table|blockquote|span|a|b|i|em|strong|img|br)\b/i;

/** Of text with `\n` line ends. Throws AppError `unsupported_media` for XML that is not a page. */
export function detectTextFormat(text: string): SourceFormat {
  if (/^\s*WEBVTT(?:[ \t].*)?(?:\n|$)/.test(text)) return 'vtt';
  if (srtStart.test(text)) return 'srt';
  if (htmlStart.test(text)) return 'html';
  if (/^\s*<(?:\?xml|!DOCTYPE|!ENTITY|svg|rss|feed)\b/i.test(text)) {
    throw new AppError('unsupported_media', 'The file is XML and not a page', { hint: 'Save what it holds as HTML, DOCX or plain text.' });
  }
  if (isSpeakerTranscript(text)) return 'speakers';
  return hasMarkdown(text) ? 'markdown' : 'text';
}

const strongMarkdown = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /\[[^\]\n]+\]\([^)\s]+\)/,
  /^\|?\s*:?-{3,}:?\s*\|/m,
  /^\[\^?[^\]\n]+\]: /m,
  /^---\n[\w-]+:[\s\S]*?\n---\n/,
  /^\S.*\n(?:={3,}|-{3,})\n/m,
];
/** Bullets and numbers are in plain text as well and count once. */
const weakMarkdown = [/^\s{0,3}(?:[-*+]|\d+\.) \S/m, /\*\*\S[^*\n]*\*\*/, /^> \S/m, /(?:^|\s)_\S[^_\n]*_(?:\s|$)/m, /`[^`\n]+`/];

function hasMarkdown(text: string): boolean {
  const start = text.slice(0, 100_000);
  if (isIndentedProse(start) && !/^(?:```|~~~)|\[[^\]\n]+\]\([^)\s]+\)/m.test(start)) return false;
  return strongMarkdown.some((marker) => marker.test(start)) || weakMarkdown.filter((marker) => marker.test(start)).length >= 2;
}

const mostIndented = 0.3;

/** Sentences set in from the margin, as manuals and standards are: Markdown would take them for code. */
function isIndentedProse(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const prose = lines.filter((line) => /^ {4,}\S/.test(line) && (line.match(/\p{L}{2,}/gu)?.length ?? 0) >= 4);
  return prose.length > lines.length * mostIndented;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
