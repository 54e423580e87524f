import { randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import { openChunk, sealChunk } from './blob-chunk.ts';
import {
  type BlobHeader,
  chunkLength,
  damaged,
  fileKey,
  headerLength,
  readHeader,
  saltLength,
  tagLength,
  writeHeader,
} from './blob-format.ts';
import type { ChunkSpan } from './blob-range.ts';
import { Chunker } from './chunker.ts';
import type { DataKey } from './workspace-keys.ts';

/** Turns content into a stored file. @param address what it will be stored under; it can be read under no other */
export function encryptBlob(dataKey: DataKey, address: string): Transform {
  const header: BlobHeader = { keyId: dataKey.id, salt: randomBytes(saltLength) };
  const key = fileKey(dataKey.key, header, address);
  const chunker = new Chunker(chunkLength);
  let index = 0;
  const stream = chunkStream({
    push(bytes, emit) {
      for (const content of chunker.push(bytes)) emit(sealChunk(key, { index: index++, last: false }, content));
    },
    end: (emit) => emit(sealChunk(key, { index, last: true }, chunker.end())),
  });
  stream.push(writeHeader(header));
  return stream;
}

/** Turns a whole stored file back into its content; fails with AppError `internal` where it is not what was written. */
export function decryptBlob(dataKey: DataKey, address: string): Transform {
  let start = Buffer.alloc(0);
  let body: ChunkSink | null = null;
  return chunkStream({
    push(bytes, emit) {
      if (body !== null) return body.push(bytes, emit);
      start = Buffer.concat([start, bytes]);
      if (start.length < headerLength) return;
      body = openingSink(keyOf(dataKey, start, address), { first: 0, endsFile: true }, address);
      body.push(start.subarray(headerLength), emit);
    },
    end(emit) {
      if (body === null) throw damaged(address, 'its header is cut');
      body.end(emit);
    },
  });
}

/**
 * Turns some chunks of a stored file back into the part of the content that was asked for.
 * @param header the first bytes of the file
 * @param span from `chunksOf`
 */
export function decryptSpan(dataKey: DataKey, header: Buffer, span: ChunkSpan, address: string): Transform {
  const opening = openingSink(keyOf(dataKey, header, address), span, address);
  let skip = span.skip;
  let wanted = span.length;
  const cut = (emit: Emit) => (content: Buffer) => {
    const part = content.subarray(skip, skip + wanted);
    skip = Math.max(0, skip - content.length);
    wanted -= part.length;
    emit(part);
  };
  return chunkStream({
    push: (bytes, emit) => opening.push(bytes, cut(emit)),
    end(emit) {
      opening.end(cut(emit));
      if (wanted > 0) throw damaged(address, `${wanted} bytes are missing`);
    },
  });
}

type Emit = (bytes: Buffer) => void;

interface ChunkSink {
  push(bytes: Buffer, emit: Emit): void;
  end(emit: Emit): void;
}

function openingSink(key: Buffer, span: Pick<ChunkSpan, 'first' | 'endsFile'>, address: string): ChunkSink {
  const chunker = new Chunker(chunkLength + tagLength);
  let index = span.first;
  return {
    push(bytes, emit) {
      for (const stored of chunker.push(bytes)) emit(openChunk(key, { index: index++, last: false }, stored, address));
    },
    end: (emit) => emit(openChunk(key, { index, last: span.endsFile }, chunker.end(), address)),
  };
}

function keyOf(dataKey: DataKey, headerBytes: Buffer, address: string): Buffer {
  const header = readHeader(headerBytes, address);
  if (header.keyId !== dataKey.id) throw damaged(address, `it was encrypted with key ${header.keyId}, not ${dataKey.id}`);
  return fileKey(dataKey.key, header, address);
}

function chunkStream(sink: ChunkSink): Transform {
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      settle(() => sink.push(bytes, (part) => this.push(part)), done);
    },
    flush(done) {
      settle(() => sink.end((part) => this.push(part)), done);
    },
  });
}

function settle(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error as Error);
  }
}
