import type { WorkspaceScope } from '../accounts/index.ts';
import type { Database } from '../database/database.ts';
import { type Page, pageOf, timeKey, timePlace } from '../shared/page.ts';
import { documentRepository } from './document.repository.ts';
import type { DocumentList } from './document.schema.ts';
import type { DocumentSummary } from './document.ts';

/** A page of the library or of the trash. */
export async function listDocuments(
  database: Database,
  scope: WorkspaceScope,
  query: DocumentList,
  trashed: boolean,
): Promise<Page<DocumentSummary>> {
  const { cursor, limit = 20, sort = '-updatedAt', ...filter } = query;
  const page = { ...filter, sort, trashed, limit: limit + 1, after: timePlace(cursor, sort) };
  return pageOf(await documentRepository(scope).list(database.read, page), limit, (last) => timeKey(sort, last));
}
