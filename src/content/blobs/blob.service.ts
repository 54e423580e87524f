import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Database, Transaction } from '../../database/database.ts';
import type { BlobStore, ByteRange } from '../../ports/blob-store.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { blobPolicy } from './blob.policy.ts';
import { blobRepository, noBlob } from './blob.repository.ts';
import { type Blob, type BlobOwner, objectName } from './blob.ts';
import { decryptBlob, decryptSpan, encryptBlob } from './blob-cipher.ts';
import { damaged, headerLength, storedSizeOf } from './blob-format.ts';
import { chunksOf } from './blob-range.ts';
import { mediaTypeOf } from './media-type.ts';
import { type SpooledUpload, spoolUpload, through } from './upload-spool.ts';
import type { WorkspaceKeyService } from './workspace-key.service.ts';
import { blobAddress, type DataKey } from './workspace-keys.ts';

export interface BlobServiceOptions {
  database: Database;
  store: BlobStore;
  keys: WorkspaceKeyService;
  clock: Clock;
  /** Folder for uploads on their way. */
  spoolFolder: string;
  /** Largest file, bytes. */
  maxFileBytes: number;
  /** Bytes of content a workspace may keep. */
  workspaceQuotaBytes: number;
}

export interface BlobUpload {
  body: Readable;
  fileName: string | null;
  /** What the file is for; without it the file is collected after the grace time. */
  owner?: BlobOwner;
  /** Told what was sent before anything is kept; what it throws ends the upload. @param sha256 of the content, hex */
  admit?: (sha256: string) => Promise<void>;
}

/** Files of workspaces: encrypted, stored once for equal content, gone when nothing refers to them. */
export interface BlobService {
  /** Throws AppError `forbidden`, `too_large` (file or quota), `storage_full`. */
  upload(scope: WorkspaceScope, upload: BlobUpload): Promise<Blob>;
  /** Throws AppError `forbidden`, `not_found`. */
  find(scope: WorkspaceScope, address: string): Promise<Blob>;
  /** Forgets an upload that nothing was made of. Throws AppError `forbidden`, `not_found`, `conflict` when something refers to it. */
  withdraw(scope: WorkspaceScope, address: string): Promise<void>;
  /** The content or a range of it. Throws as `find`, and `range_not_satisfiable`; the body fails with `internal` where the stored file is damaged. */
  read(scope: WorkspaceScope, address: string, range?: ByteRange): Promise<{ blob: Blob; body: Readable }>;
}

export function createBlobService(options: BlobServiceOptions): BlobService {
  const { database, store, keys, clock } = options;

  async function find(scope: WorkspaceScope, address: string): Promise<Blob> {
    blobPolicy.read(scope);
    const blob = await blobRepository(scope).find(database.read, address);
    if (blob === null) throw noBlob(address);
    return blob;
  }

  async function upload(scope: WorkspaceScope, { body, fileName, owner, admit }: BlobUpload): Promise<Blob> {
    blobPolicy.upload(scope);
    const spooled = await spoolUpload(body, options.spoolFolder, options.maxFileBytes);
    try {
      await admit?.(spooled.sha256.toString('hex'));
      const dataKey = await keys.current(scope);
      const blob = describeUpload(spooled, { dataKey, fileName, scope, now: clock.now() });
      return (await keepKnown(scope, blob, owner)) ?? (await storeNew(scope, blob, { dataKey, spooled, owner }));
    } finally {
      await spooled.remove();
    }
  }

  /** Equal content needs no second object, and no room under the quota. */
  function keepKnown(scope: WorkspaceScope, blob: Blob, owner: BlobOwner | undefined): Promise<Blob | null> {
    return database.transaction(async (trx) => {
      const known = await blobRepository(scope).keep(trx, blob.address);
      if (known !== null) await refer(trx, scope, known, owner);
      return known;
    });
  }

  async function storeNew(
    scope: WorkspaceScope,
    blob: Blob,
    input: { dataKey: DataKey; spooled: SpooledUpload; owner: BlobOwner | undefined },
  ): Promise<Blob> {
    assertFits(await blobRepository(scope).usedBytes(database.read), blob.size);
    await store.put(objectName(blob), through(input.spooled.content(), encryptBlob(input.dataKey, blob.address)));
    // When this fails the object stays for the collection of strays: an equal upload of the same moment may share it.
    const kept = await database.transaction((trx) => insertOnce(trx, scope, blob, input.owner));
    // Somebody else stored the same content meanwhile.
    if (kept.createdAt !== blob.createdAt) await store.delete(objectName(blob));
    return kept;
  }

  async function insertOnce(trx: Transaction, scope: WorkspaceScope, blob: Blob, owner: BlobOwner | undefined): Promise<Blob> {
    const blobs = blobRepository(scope);
    await blobs.lockUsage(trx);
    const known = await blobs.keep(trx, blob.address);
    if (known === null) {
      assertFits(await blobs.usedBytes(trx), blob.size);
      await blobs.insert(trx, blob);
    }
    await refer(trx, scope, blob, owner);
    return known ?? blob;
  }

  async function refer(trx: Transaction, scope: WorkspaceScope, blob: Blob, owner: BlobOwner | undefined): Promise<void> {
    if (owner !== undefined) await blobRepository(scope).addReference(trx, blob.address, owner);
  }

  function assertFits(used: number, size: number): void {
    const quota = options.workspaceQuotaBytes;
    if (used + size <= quota) return;
    throw new AppError('too_large', `A file of ${size} bytes does not fit: this workspace keeps ${used} of at most ${quota} bytes`, {
      hint: 'Delete files that are no longer needed, or ask whoever runs this installation to raise the quota.',
    });
  }

  async function read(scope: WorkspaceScope, address: string, range?: ByteRange): Promise<{ blob: Blob; body: Readable }> {
    const blob = await find(scope, address);
    const dataKey = await keys.find(scope, blob.keyId);
    const body = range === undefined ? await readWhole(blob, dataKey) : await readRange(blob, dataKey, range);
    return { blob, body };
  }

  async function readWhole(blob: Blob, dataKey: DataKey): Promise<Readable> {
    return through(await openObject(blob), decryptBlob(dataKey, blob.address));
  }

  async function readRange(blob: Blob, dataKey: DataKey, range: ByteRange): Promise<Readable> {
    const span = chunksOf(range, blob.size);
    const header = await buffer(await openObject(blob, { start: 0, end: headerLength }));
    // Made before the object is opened: it refuses a damaged header, and an open file nobody reads ends the process when it is collected.
    const decrypt = decryptSpan(dataKey, header, span, blob.address);
    return through(await openObject(blob, span.stored), decrypt);
  }

  /** The size is compared too: a file cut where nobody reads is damaged all the same. */
  async function openObject(blob: Blob, range?: ByteRange): Promise<Readable> {
    try {
      const { size, body } = await store.get(objectName(blob), range);
      if (size === storedSizeOf(blob.size)) return body;
      body.destroy();
      throw damaged(blob.address, `it has ${size} bytes instead of ${storedSizeOf(blob.size)}`);
    } catch (error) {
      if (isAppError(error, 'not_found')) throw damaged(blob.address, 'it is missing from the storage');
      if (isAppError(error, 'range_not_satisfiable')) throw damaged(blob.address, 'it is shorter than what was written');
      throw error;
    }
  }

  async function withdraw(scope: WorkspaceScope, address: string): Promise<void> {
    blobPolicy.upload(scope);
    const blob = await find(scope, address);
    const isGone = await database.transaction((trx) => blobRepository(scope).removeUnreferenced(trx, address));
    if (!isGone) {
      throw new AppError('conflict', `The file ${address.slice(0, 80)} is in use`, { hint: 'Delete the sources that are made of it.' });
    }
    await store.delete(objectName(blob));
  }

  return { upload, find, withdraw, read };
}

function describeUpload(
  spooled: SpooledUpload,
  input: { dataKey: DataKey; fileName: string | null; scope: WorkspaceScope; now: number },
): Blob {
  const fileName = input.fileName === null ? null : plainFileName(input.fileName);
  return {
    address: blobAddress(input.dataKey, spooled.sha256),
    size: spooled.size,
    mediaType: mediaTypeOf(spooled.head, fileName),
    fileName,
    sha256: spooled.sha256.toString('hex'),
    keyId: input.dataKey.id,
    createdAt: input.now,
    createdBy: input.scope.userId,
  };
}

/** Without folders or control characters, at most 200 characters. */
function plainFileName(name: string): string | null {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .slice(-200)
    .toWellFormed();
  return plain === '' ? null : plain;
}
