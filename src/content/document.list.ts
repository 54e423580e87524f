import type { WorkspaceScope } from '../accounts/index.ts';
import type { Database } from '../database/database.ts';
import { decodeCursor, encodeCursor } from '../shared/cursor.ts';
import { AppError } from '../shared/errors.ts';
import { type DocumentPage, type DocumentSort, documentRepository } from './document.repository.ts';
import type { DocumentList } from './document.schema.ts';
import type { DocumentSummary } from './document.ts';

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A page of the library or of the trash. */
export async function listDocuments(
  database: Database,
  scope: WorkspaceScope,
  query: DocumentList,
  trashed: boolean,
): Promise<Page<DocumentSummary>> {
  const { cursor, limit = 20, sort = '-updatedAt', ...filter } = query;
  const page: DocumentPage = { ...filter, sort, trashed, limit: limit + 1, after: cursor === undefined ? null : placeOf(cursor, sort) };
  const found = await documentRepository(scope).list(database.read, page);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { items, nextCursor: isMore ? encodeCursor([sort, timeOf(last, sort), last.id]) : null };
}

function timeOf(document: DocumentSummary, sort: DocumentSort): number {
  return sort.endsWith('updatedAt') ? document.updatedAt : document.createdAt;
}

function placeOf(cursor: string, sort: DocumentSort): DocumentPage['after'] {
  const [order, time, id] = decodeCursor(cursor);
  if (order === sort && typeof time === 'number' && typeof id === 'string') return { time, id };
  throw new AppError('validation_failed', `The cursor belongs to a list with another order than ${sort}.`, {
    hint: 'Keep sort as it was for the first page, or begin again without a cursor.',
  });
}
