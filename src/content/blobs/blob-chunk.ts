import { createCipheriv, createDecipheriv } from 'node:crypto';
import { damaged, tagLength } from './blob-format.ts';

const algorithm = 'aes-256-gcm';

export interface ChunkPlace {
  /** 0-based. */
  index: number;
  last: boolean;
}

/** The chunk, encrypted, with its tag behind it. */
export function sealChunk(key: Buffer, place: ChunkPlace, content: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce(place), { authTagLength: tagLength });
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The content of a chunk. Throws AppError `internal` unless it is the chunk that was written at this place of this file. */
export function openChunk(key: Buffer, place: ChunkPlace, stored: Buffer, address: string): Buffer {
  if (stored.length < tagLength) throw damaged(address, `chunk ${place.index} is cut`);
  const decipher = createDecipheriv(algorithm, key, nonce(place), { authTagLength: tagLength });
  decipher.setAuthTag(stored.subarray(stored.length - tagLength));
  try {
    return Buffer.concat([decipher.update(stored.subarray(0, stored.length - tagLength)), decipher.final()]);
  } catch {
    throw damaged(address, `chunk ${place.index} is not what was written`);
  }
}

function nonce({ index, last }: ChunkPlace): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(index, 5, 6);
  bytes[11] = last ? 1 : 0;
  return bytes;
}
