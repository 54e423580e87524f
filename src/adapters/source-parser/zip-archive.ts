import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';

export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  encrypted: boolean;
  compressedSize: number;
  /** What the archive claims; may lie. */
  size: number;
  /** Of the local header, bytes from the start. */
  offset: number;
}

/** Bytes all parts together may inflate to. */
const maxInflatedBytes = 200_000_000;
const maxEntries = 10_000;
/** Office XML shrinks ten- to thirtyfold; more than this is a bomb. Below the floor no ratio harms anybody. */
const maxRatio = 200;
const ratioFloorBytes = 10_000_000;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;

/** The archive's directory, checked by what it claims before anything is inflated. Throws AppError `unprocessable`. */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw bomb(`it lists ${count} files`);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + entryLength > view.byteLength || view.getUint32(at, true) !== entrySignature) throw damaged();
    const nameLength = view.getUint16(at + 28, true);
    entries.push(readEntry(bytes, view, at, nameLength));
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  const claimed = entries.reduce((sum, entry) => sum + entry.size, 0);
  checkSize(claimed, bytes.length, 'it claims to hold');
  return entries;
}

/** Inflates the chosen entries, counting what really comes out. Throws AppError `unprocessable`. */
export function inflateEntries(bytes: Uint8Array, entries: readonly ZipEntry[]): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of entries) {
    if (entry.encrypted) {
      throw new AppError('unprocessable', 'The file is encrypted', { hint: 'Open it, save a copy without a password and add that.' });
    }
    const part = inflate(compressedBytes(bytes, entry), entry, maxInflatedBytes - total);
    total += part.length;
    checkSize(total, bytes.length, 'it holds');
    parts.set(entry.name, part);
  }
  return parts;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endLength - 0xffff);
  for (let at = view.byteLength - endLength; at >= lowest; at -= 1) if (view.getUint32(at, true) === endSignature) return at;
  throw damaged();
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, nameLength: number): ZipEntry {
  return {
    name: Buffer.from(bytes.subarray(at + entryLength, at + entryLength + nameLength)).toString('utf8'),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
}

function compressedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > view.byteLength) throw damaged();
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.compressedSize > bytes.length) throw damaged();
  return bytes.subarray(start, start + entry.compressedSize);
}

function inflate(compressed: Uint8Array, entry: ZipEntry, allowed: number): Uint8Array {
  if (entry.method === 0) return compressed;
  if (entry.method !== 8) throw damaged();
  try {
    return inflateRawSync(compressed, { maxOutputLength: Math.max(1, allowed) });
  } catch (error) {
    if (error instanceof RangeError) throw bomb(`it holds more than ${maxInflatedBytes} bytes`);
    throw damaged(error);
  }
}

function checkSize(size: number, archiveSize: number, claim: string): void {
  if (size > maxInflatedBytes) throw bomb(`${claim} ${size} bytes`);
  if (size > ratioFloorBytes && size > archiveSize * maxRatio) throw bomb(`${claim} ${size} bytes in an archive of ${archiveSize}`);
}

function bomb(reason: string): AppError {
  return new AppError('unprocessable', `The file unpacks to far more than a document would: ${reason}`, {
    hint: 'If you trust it, open it in a word processor, remove large embedded parts and save it again.',
  });
}

function damaged(cause?: unknown): AppError {
  return new AppError('unprocessable', 'The file is a damaged archive', { hint: 'Open it in a word processor and save it again.', cause });
}
