import type { Readable } from 'node:stream';

/** An inclusive-exclusive byte range of a stored object. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What an address may be: it becomes a file name and a key of an object store. */
export const blobAddressPattern = /^[0-9a-z][0-9a-z-]{7,199}$/;

/**
 * Keeps opaque bytes under an address. What the bytes mean (encryption, sharing, quotas) is the content feature's affair.
 * An object is visible whole or not at all, also after a crash.
 * Every method throws AppError `unavailable` when the storage cannot be used.
 */
export interface BlobStore {
  /**
   * Ties the store to an installation: writes its ID at the root of a new store, and afterwards demands that ID.
   * @param expectsObjects true when the database refers to stored objects, so that an unmarked store is a lost or unmounted volume
   * Throws AppError `conflict` for a store of another installation or a lost one.
   */
  bindInstallation(installationId: string, expectsObjects: boolean): Promise<void>;
  /** Stores the stream under the address; storing what is already there is not an error and changes nothing. Throws AppError `storage_full`, or what the body throws. */
  put(address: string, body: Readable): Promise<{ size: number; created: boolean }>;
  /** Streams the object or a range of it; `size` is always that of the whole object. Throws AppError `not_found`, `range_not_satisfiable`. */
  get(address: string, range?: ByteRange): Promise<{ size: number; body: Readable }>;
  /** Removing what is not there is not an error. */
  delete(address: string): Promise<void>;
  /** All addresses, in no order, with their size in bytes and time of storage (UTC ms). */
  list(): AsyncIterable<{ address: string; size: number; storedAt: number }>;
}
