import type { ByteRange } from '../../ports/blob-store.ts';
import { AppError } from '../../shared/errors.ts';

/**
 * The one range of bytes a `Range` header asks for. Null for none, and for what HTTP lets be passed over: other units and several ranges;
 * the file is then answered whole.
 * Throws AppError `range_not_satisfiable` for a range the file has no byte of, or that ends before it starts.
 * @param size of the content, in bytes
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [first, last] = [match[1] as string, match[2] as string];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start < end) return { start, end };
  throw new AppError('range_not_satisfiable', `The file has ${size} bytes and no range ${header?.slice(0, 80)}`, {
    hint: 'Ask for bytes the file has.',
  });
}
