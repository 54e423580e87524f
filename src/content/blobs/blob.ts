import type { Time } from '../../database/tables.ts';

/** An uploaded file of a workspace. Equal content is one blob, under the name and media type it came with first. */
export interface Blob {
  /** Its ID: depends on content and workspace only. */
  address: string;
  /** Of the content, in bytes. */
  size: number;
  mediaType: string;
  fileName: string | null;
  /** Of the content, hex. */
  sha256: string;
  keyId: string;
  createdAt: Time;
  createdBy: string;
}

/** What a file is kept for; while one such row exists the file is. */
export interface BlobOwner {
  /** Table or noun, e.g. `source`. */
  kind: string;
  id: string;
}

/**
 * What the blob is stored under. The time makes it new when equal content comes again after collection,
 * so that a late removal of the old object can never hit the new one.
 */
export function objectName(blob: Pick<Blob, 'address' | 'createdAt'>): string {
  return `${blob.address}-${blob.createdAt.toString(36)}`;
}

/** The opposite of `objectName`; null for names this program did not give. */
export function parseObjectName(name: string): Pick<Blob, 'address' | 'createdAt'> | null {
  const match = /^([0-9a-f]{64})-([0-9a-z]+)$/.exec(name);
  return match === null ? null : { address: match[1] as string, createdAt: Number.parseInt(match[2] as string, 36) };
}
