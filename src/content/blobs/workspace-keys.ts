import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';

/** Encrypts the files of one workspace; stored only wrapped by the key-encryption key. */
export interface DataKey {
  /** 32 hex digits. */
  id: string;
  key: Buffer;
}

/** The key-encryption key, from the key file: wraps the data keys of all workspaces and nothing else. */
export interface KeyEncryptionKey {
  /** Fingerprint, 16 hex digits. */
  id: string;
  key: Buffer;
}

export const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;

export function newDataKey(): DataKey {
  return { id: randomBytes(16).toString('hex'), key: randomBytes(keyLength) };
}

/** The fingerprint of a key: tells keys apart and says nothing about them. */
export function keyFingerprint(key: Buffer): string {
  return createHash('sha256').update('aiwriter key fingerprint\n').update(key).digest('hex').slice(0, 16);
}

/** The data key as it is stored: readable with this key-encryption key, for this workspace and key ID only. */
export function wrapDataKey(kek: KeyEncryptionKey, workspaceId: string, dataKey: DataKey): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', kek.key, nonce).setAAD(purposeOf(workspaceId, dataKey.id));
  return Buffer.concat([nonce, cipher.update(dataKey.key), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

export interface WrappedKey {
  id: string;
  kekId: string;
  wrapped: string;
}

/** Throws AppError `conflict` when it was wrapped by another key, `internal` when it was changed. */
export function unwrapDataKey(kek: KeyEncryptionKey, workspaceId: string, row: WrappedKey): DataKey {
  if (row.kekId !== kek.id) throw wrongKey(kek.id, row.kekId);
  const bytes = Buffer.from(row.wrapped, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', kek.key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
  try {
    decipher.setAAD(purposeOf(workspaceId, row.id)).setAuthTag(bytes.subarray(-tagLength));
    const key = Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]);
    return { id: row.id, key };
  } catch (cause) {
    throw new AppError('internal', `The key ${row.id} of workspace ${workspaceId} is not what was written`, {
      hint: 'Restore the database from a backup; files encrypted with this key cannot be read without it.',
      cause,
    });
  }
}

/** The name of a content within a workspace: equal for equal content, and without the workspace's key not to be guessed from it. */
export function blobAddress(dataKey: DataKey, sha256: Buffer): string {
  const addressKey = Buffer.from(hkdfSync('sha256', dataKey.key, '', 'aiwriter blob address 1', keyLength));
  return createHmac('sha256', addressKey).update(sha256).digest('hex');
}

function purposeOf(workspaceId: string, keyId: string): Buffer {
  return Buffer.from(`aiwriter data key 1\n${workspaceId}\n${keyId}`);
}

function wrongKey(found: string, expected: string): AppError {
  return new AppError('conflict', `The key file holds key ${found}, but the data was encrypted with key ${expected}`, {
    hint: 'Set AIWRITER_KEY_FILE to the key file this installation was made with, or restore that file from its backup.',
  });
}
