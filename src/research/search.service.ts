import type { WorkspaceScope } from '../accounts/index.ts';
import { parseMarkdown, plainText } from '../content/index.ts';
import type { Database } from '../database/database.ts';
import { parseSearchQuery, type SearchQuery } from '../shared/text/search-query.ts';
import { searchTokens } from '../shared/text/tokens.ts';
import { entryRepository } from './entry.repository.ts';
import { type Meaning, nearestPassages } from './nearest-passages.ts';
import { passageRepository } from './passage.repository.ts';
import type { Passage } from './passages.ts';
import { fuseRanks, type Ranked } from './rank-fusion.ts';
import { type SearchInput, type SearchItem, searchQuerySchema } from './search.schema.ts';
import { holdsTerm, snippetOf } from './snippet.ts';
import { mayReadSources } from './source.policy.ts';
import { sourceRepository } from './source.repository.ts';

export type SearchService = ReturnType<typeof createSearchService>;

/** Matches by words that are looked at: enough that a source with many of them leaves room for others. */
const mostMatches = 300;

type Found = Ranked<'words' | 'meaning'>;

/** Finds sources and documents by words and, with a vector index, sources by meaning. */
export function createSearchService({ database, meaning }: { database: Database; meaning: Meaning | null }) {
  return {
    /** Best first, each source and document once. Throws AppError `validation_failed` for a search that is too long. */
    async search(scope: WorkspaceScope, input: SearchInput): Promise<SearchItem[]> {
      mayReadSources(scope);
      const { q, limit } = searchQuerySchema.parse(input);
      const query = parseSearchQuery(q);
      if (query.all.length === 0) return [];
      const [words, near] = await Promise.all([
        entryRepository(database, scope).find(query, mostMatches),
        nearestPassages(meaning, scope.workspaceId, wordsOf(query)),
      ]);
      const ranked = fuseRanks([
        { way: 'words', weight: 1, ids: words.map(({ id }) => id) },
        { way: 'meaning', weight: 1, ids: near },
      ]);
      const documents = new Set(words.filter(({ kind }) => kind === 'document').map(({ id }) => id));
      return itemsOf(database, scope, query, ranked, documents, limit);
    },
  };
}

async function itemsOf(
  database: Database,
  scope: WorkspaceScope,
  query: SearchQuery,
  ranked: readonly Found[],
  documentIds: ReadonlySet<string>,
  limit: number,
): Promise<SearchItem[]> {
  const passageIds = ranked.filter(({ id }) => !documentIds.has(id)).map(({ id }) => id);
  const passages = new Map((await passageRepository(scope).findMany(database.read, passageIds)).map((passage) => [passage.id, passage]));
  const chosen = firstOfEach(ranked, documentIds, passages, query).slice(0, limit);
  const documents = await entryRepository(database, scope).documents(chosen.map(({ id }) => id).filter((id) => documentIds.has(id)));
  const sourceIds = chosen.flatMap(({ id }) => passages.get(id)?.sourceId ?? []);
  const sources = await sourceRepository(scope).findMany(database.read, sourceIds);
  return chosen.flatMap(({ id, score, ways: why }): SearchItem[] => {
    const document = documents.get(id);
    if (document !== undefined) {
      const text = plainText(parseMarkdown(document.body));
      return [{ kind: 'document', id, title: document.title, snippet: snippetOf(text, query.all), why, score, locator: null }];
    }
    const passage = passages.get(id);
    const source = passage && sources.get(passage.sourceId);
    if (passage === undefined || source === undefined) return [];
    const snippet = snippetOf(passage.text, query.all);
    return [{ kind: 'source', id: source.id, title: source.title, snippet, why, score, locator: passage.locator }];
  });
}

/** The best match of each document and source that is still there; what was found by meaning alone must not hold what was excluded. */
function firstOfEach(
  ranked: readonly Found[],
  documentIds: ReadonlySet<string>,
  passages: ReadonlyMap<string, Passage>,
  { none }: SearchQuery,
): Found[] {
  const seen = new Set<string>();
  return ranked.filter(({ id, ways }) => {
    const passage = passages.get(id);
    const parent = documentIds.has(id) ? id : passage?.sourceId;
    if (parent === undefined || seen.has(parent)) return false;
    if (passage !== undefined && !ways.includes('words') && none.length > 0) {
      const tokens = searchTokens(passage.text);
      if (none.some((term) => holdsTerm(tokens, term))) return false;
    }
    seen.add(parent);
    return true;
  });
}

function wordsOf({ all }: SearchQuery): string {
  return all.map(({ tokens }) => tokens.join(' ')).join(' ');
}
