import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SearchQuery, SearchTerm } from '../../../shared/text/search-query.ts';
import type { MatchedEntry } from '../../database.ts';

/**
 * An FTS5 index over `search_entries.tokens`, kept in step by triggers. Tokens are ready-made and separated by spaces,
 * so every class of character but separators and controls is part of a token.
 */
export async function createSearchIndex(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create virtual table search_index using fts5(tokens, content = 'search_entries', content_rowid = 'id',
       tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")`,
    `create trigger search_entries_inserted after insert on search_entries begin
       insert into search_index (rowid, tokens) values (new.id, new.tokens);
     end`,
    `create trigger search_entries_deleted after delete on search_entries begin
       insert into search_index (search_index, rowid, tokens) values ('delete', old.id, old.tokens);
     end`,
    `create trigger search_entries_updated after update of tokens on search_entries begin
       insert into search_index (search_index, rowid, tokens) values ('delete', old.id, old.tokens);
       insert into search_index (rowid, tokens) values (new.id, new.tokens);
     end`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

export function matchTokens(query: SearchQuery): RawBuilder<MatchedEntry> {
  const columns = sql`search_entries.id, workspace_id, owner_kind, owner_id, parent_id`;
  if (query.all.length === 0) return sql`(select ${columns}, 0.0 as score from search_entries where 0)`;
  return sql`(select ${columns}, -bm25(search_index) as score
    from search_index join search_entries on search_entries.id = search_index.rowid
    where search_index match ${matchExpression(query)})`;
}

function matchExpression({ all, none }: SearchQuery): string {
  const wanted = all.map(term).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(term).join(' OR ')})`;
}

function term({ tokens, prefix }: SearchTerm): string {
  return `"${tokens.join(' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`;
}
