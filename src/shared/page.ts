import { type CursorKey, decodeCursor, encodeCursor } from './cursor.ts';
import { AppError } from './errors.ts';

/** A part of a list; `nextCursor` is null on the last one. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** The page of a list, out of what was found when one more than `limit` was asked for. @param keyOf where the list goes on after an item */
export function pageOf<Item>(found: readonly Item[], limit: number, keyOf: (last: Item) => CursorKey): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

/** The orders of lists by time; the newest first with a minus. */
export const timeSorts = ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt'] as const;
export type TimeSort = (typeof timeSorts)[number];

/** The place after an item of a list by time, with its order, because a place in one order is none in another. */
export function timeKey(sort: TimeSort, { id, createdAt, updatedAt }: { id: string; createdAt: number; updatedAt: number }): CursorKey {
  return [sort, sort.endsWith('updatedAt') ? updatedAt : createdAt, id];
}

/** What `timeKey` put into a cursor; null without one. Throws AppError `validation_failed` for a cursor of another list or order. */
export function timePlace(cursor: string | undefined, sort: string): { time: number; id: string } | null {
  if (cursor === undefined) return null;
  const [order, time, id] = decodeCursor(cursor);
  if (order === sort && typeof time === 'number' && typeof id === 'string') return { time, id };
  throw otherList();
}

/** The one key in the cursor of a list by ID; null without a cursor. Throws AppError `validation_failed` for a cursor of another list. */
export function idPlace(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [id, ...more] = decodeCursor(cursor);
  if (typeof id === 'string' && more.length === 0) return id;
  throw otherList();
}

/** As `idPlace`, for a list by number. */
export function numberPlace(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [number, ...more] = decodeCursor(cursor);
  if (Number.isSafeInteger(number) && more.length === 0) return number as number;
  throw otherList();
}

function otherList(): AppError {
  return new AppError('validation_failed', 'The cursor belongs to another list, or to this one in another order', {
    hint: 'Keep sort and filters as they were for the first page, or begin again without a cursor.',
  });
}
