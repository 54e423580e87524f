import type { WorkspaceScope } from '../accounts/index.ts';
import type { Database } from '../database/database.ts';
import type { SearchQuery } from '../shared/text/search-query.ts';

/** What a search entry stands for: a passage of a source, or a document. */
export interface FoundEntry {
  kind: 'passage' | 'document';
  id: string;
  parentId: string;
}

/** What of one workspace matches, best first. */
export function entryRepository({ traits, read }: Database, { workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    /** Each once, though a long document has several entries. @param sourceIds narrows to passages of these */
    async find(query: SearchQuery, limit: number, sourceIds?: readonly string[]): Promise<FoundEntry[]> {
      let found = read
        .selectFrom(traits.matchTokens(query).as('hit'))
        .select(['hit.owner_kind as kind', 'hit.owner_id as id', 'hit.parent_id as parentId'])
        .where('hit.workspace_id', '=', workspaceId);
      if (sourceIds !== undefined) found = found.where('hit.owner_kind', '=', 'passage').where('hit.parent_id', 'in', [...sourceIds]);
      const rows = await found.orderBy('hit.score', 'desc').orderBy('hit.id').limit(limit).execute();
      return [...new Map(rows.map((row) => [row.id, row])).values()];
    },

    async documents(ids: readonly string[]): Promise<Map<string, { title: string; body: string }>> {
      if (ids.length === 0) return new Map();
      const rows = await read
        .selectFrom('documents')
        .select(['id', 'title', 'body'])
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', [...ids])
        .where('deleted_at', 'is', null)
        .execute();
      return new Map(rows.map(({ id, ...document }) => [id, document]));
    },
  };
}
