import type { Readable } from 'node:stream';

/** An inclusive-exclusive byte range of a stored object. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Keeps opaque bytes under an address. What the bytes mean (encryption, sharing, quotas) is the content feature's affair.
 * An object is visible whole or not at all, also after a crash.
 */
export interface BlobStore {
  /** Stores the stream under the address; storing what is already there is not an error and changes nothing. Throws AppError `storage_full`. */
  put(address: string, body: Readable): Promise<{ size: number; created: boolean }>;
  /** Streams the object or a range of it. Throws AppError `not_found`. */
  get(address: string, range?: ByteRange): Promise<{ size: number; body: Readable }>;
  /** Removing what is not there is not an error. */
  delete(address: string): Promise<void>;
  /** All addresses, in no order, with their size in bytes and time of storage (UTC ms). */
  list(): AsyncIterable<{ address: string; size: number; storedAt: number }>;
}
