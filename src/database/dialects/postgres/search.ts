import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SearchQuery, SearchTerm } from '../../../shared/text/search-query.ts';
import type { MatchedEntry } from '../../database.ts';

/**
 * A generated tsvector of `search_entries.tokens` with a GIN index. Tokens are ready-made and separated by spaces; the built-in
 * parser would take some apart again (`can't`, `3.5`), so the vector is spelled out. It holds positions up to 16,383.
 */
export async function createSearchIndex(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create function search_vector(tokens text) returns tsvector language sql immutable strict parallel safe as $$
       select coalesce(string_agg('''' || replace(replace(token, '\\', '\\\\'), '''', '''''') || ''':' || least(place, 16383), ' '), '')::tsvector
       from unnest(string_to_array(tokens, ' ')) with ordinality as word (token, place) where token <> ''
     $$`,
    `alter table search_entries add column token_vector tsvector generated always as (search_vector(tokens)) stored`,
    `create index search_entries_by_token on search_entries using gin (token_vector)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

export function matchTokens(query: SearchQuery): RawBuilder<MatchedEntry> {
  const columns = sql`id, workspace_id, owner_kind, owner_id, parent_id`;
  if (query.all.length === 0) return sql`(select ${columns}, 0::float8 as score from search_entries where false)`;
  const compiled = sql`${matchExpression(query)}::tsquery`;
  // Divided by the logarithm of the length (1), as bm25 does in spirit: a long text does not win for being long.
  return sql`(select ${columns}, ts_rank(token_vector, ${compiled}, 1)::float8 as score from search_entries where token_vector @@ ${compiled})`;
}

function matchExpression({ all, none }: SearchQuery): string {
  return [...all.map(term), ...none.map((unwanted) => `!${term(unwanted)}`)].join(' & ');
}

function term({ tokens, prefix }: SearchTerm): string {
  const lexemes = tokens.map((token) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`);
  return `(${lexemes.join(' <-> ')}${prefix ? ':*' : ''})`;
}
