import { AppError } from './errors.ts';

/** The sort keys of the last item of a page, ending in its ID. */
export type CursorKey = readonly (string | number)[];

/** An opaque place in a list; it stays valid when items come and go around it. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws AppError `validation_failed` for what `encodeCursor` did not make. Whether the keys fit the list is the caller's to check. */
export function decodeCursor(cursor: string): CursorKey {
  const key = parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string' || Number.isFinite(part))) return key;
  throw new AppError('validation_failed', `The cursor “${cursor.slice(0, 40)}” is not one of this list.`, {
    hint: 'Send nextCursor of the page before as it was, or none for the first page.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
