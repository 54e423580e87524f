import type { ByteRange } from '../../ports/blob-store.ts';
import { AppError } from '../../shared/errors.ts';
import { chunkCount, chunkLength, headerLength, storedSizeOf, tagLength } from './blob-format.ts';

/** The chunks that hold a range of the content. */
export interface ChunkSpan {
  /** Number of the first chunk. */
  first: number;
  /** True when the last chunk of the file is among them. */
  endsFile: boolean;
  /** Where they lie in the stored file. */
  stored: ByteRange;
  /** Bytes of the first chunk before the range. */
  skip: number;
  /** Bytes of the range. */
  length: number;
}

/**
 * Which chunks to read for a range of the content; an empty range reads one chunk too, so that it is verified.
 * @param size of the content, in bytes
 * Throws AppError `range_not_satisfiable`.
 */
export function chunksOf(range: ByteRange, size: number): ChunkSpan {
  const { start, end } = range;
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= size)) {
    throw new AppError('range_not_satisfiable', `Bytes ${start} to ${end} are not within the ${size} bytes of the file`);
  }
  const total = chunkCount(size);
  const first = Math.min(Math.floor(start / chunkLength), total - 1);
  const last = Math.max(first, Math.ceil(end / chunkLength) - 1);
  const endsFile = last === total - 1;
  const stored = { start: storedStart(first), end: endsFile ? storedSizeOf(size) : storedStart(last + 1) };
  return { first, endsFile, stored, skip: start - first * chunkLength, length: end - start };
}

function storedStart(chunk: number): number {
  return headerLength + chunk * (chunkLength + tagLength);
}
