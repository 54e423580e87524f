import { hkdfSync } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';

/**
 * A stored file: header, then the content in chunks of 64 KiB (the last one shorter, an empty file one empty chunk),
 * each encrypted with AES-256-GCM and followed by its tag. Nonce = 11 bytes chunk number, 1 byte "last" flag (the STREAM construction):
 * chunks cannot be changed, moved, dropped or added. The key belongs to one file: HKDF of the workspace's data key with the salt,
 * the header and the address, so that a file read under another address fails too.
 *
 * Header: 6 bytes magic, 1 byte version, 1 byte log2 of the chunk length, 16 bytes key ID, 32 bytes salt.
 */
export const chunkLength = 65_536;
export const tagLength = 16;
export const headerLength = 56;
export const saltLength = 32;

const magic = Buffer.from('AIWBLB', 'latin1');
const version = 1;
const chunkLengthLog2 = 16;
const keyIdOffset = 8;
const saltOffset = 24;

export interface BlobHeader {
  /** 32 hex digits. */
  keyId: string;
  salt: Buffer;
}

export function writeHeader(header: BlobHeader): Buffer {
  const bytes = Buffer.concat([magic, Buffer.from([version, chunkLengthLog2]), Buffer.from(header.keyId, 'hex'), header.salt]);
  if (bytes.length !== headerLength) throw new AppError('internal', `“${header.keyId}” is no key ID of a stored file`);
  return bytes;
}

/** Throws AppError `internal` for bytes that are no header of a version this program reads. */
export function readHeader(bytes: Buffer, address: string): BlobHeader {
  if (bytes.length < headerLength) throw damaged(address, 'its header is cut');
  if (!bytes.subarray(0, magic.length).equals(magic)) throw damaged(address, 'it does not start with a header');
  if (bytes[6] !== version || bytes[7] !== chunkLengthLog2) throw damaged(address, `its format ${bytes[6]}/${bytes[7]} is unknown`);
  return { keyId: bytes.toString('hex', keyIdOffset, saltOffset), salt: Buffer.from(bytes.subarray(saltOffset, headerLength)) };
}

/** The key of one file. @param address what the file is stored under */
export function fileKey(dataKey: Buffer, header: BlobHeader, address: string): Buffer {
  const info = Buffer.concat([writeHeader(header), Buffer.from(address)]);
  return Buffer.from(hkdfSync('sha256', dataKey, header.salt, info, 32));
}

/** Number of chunks of a content of so many bytes. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / chunkLength));
}

/** Bytes stored for a content of so many bytes. */
export function storedSizeOf(size: number): number {
  return headerLength + size + chunkCount(size) * tagLength;
}

/** A stored file that is not what was written. */
export function damaged(address: string, what: string): AppError {
  return new AppError('internal', `The stored file ${address} is damaged: ${what}`, {
    hint: 'Check the disk, then restore this file from a backup or upload it again.',
  });
}
