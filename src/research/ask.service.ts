import type { WorkspaceScope } from '../accounts/index.ts';
import type { Database } from '../database/database.ts';
import { entryRepository } from './entry.repository.ts';
import { type Meaning, nearestPassages } from './nearest-passages.ts';
import { passageRepository } from './passage.repository.ts';
import type { Passage } from './passages.ts';
import { questionTerms } from './question-terms.ts';
import { quoteSelector } from './quotes.ts';
import { fuseRanks, type Ranked } from './rank-fusion.ts';
import { type Answer, type AnswerPassage, type Question, questionSchema } from './search.schema.ts';
import { mayReadSources } from './source.policy.ts';
import { sourceRepository } from './source.repository.ts';
import type { Source, StoredSource } from './source.ts';

export type AskService = ReturnType<typeof createAskService>;

type Found = Ranked<'words' | 'meaning'>;
type FoundPassage = Found & { passage: Passage };

/** Passages with a word of the question that are looked at, a word. */
const matchesPerTerm = 200;

/** Finds what the sources say to a question, word for word. */
export function createAskService({ database, meaning }: { database: Database; meaning: Meaning | null }) {
  /** Passages that speak about the text, best first. A rare word says more than a frequent one. */
  async function find(scope: WorkspaceScope, text: string, sourceIds?: readonly string[]): Promise<FoundPassage[]> {
    const entries = entryRepository(database, scope);
    const lists = await Promise.all(
      questionTerms(text).map(async (term) => {
        const found = await entries.find({ all: [term], none: [] }, matchesPerTerm, sourceIds);
        const ids = found.filter(({ kind }) => kind === 'passage').map(({ id }) => id);
        return { way: 'words' as const, weight: 1 / Math.log2(2 + ids.length), ids };
      }),
    );
    const words = lists.reduce((sum, { weight }) => sum + weight, 0);
    const near = await nearestPassages(meaning, scope.workspaceId, text, sourceIds);
    const ranked = fuseRanks([...lists, { way: 'meaning', weight: words || 1, ids: near }]);
    const passages = await passageRepository(scope).findMany(
      database.read,
      ranked.slice(0, matchesPerTerm).map(({ id }) => id),
    );
    const scores = new Map(ranked.map((entry) => [entry.id, entry]));
    return passages.map((passage) => ({ ...(scores.get(passage.id) as Found), passage }));
  }

  return {
    /** The passages that speak about a question; none of `sourceIds` means all sources. */
    async passages(scope: WorkspaceScope, input: Question): Promise<Pick<Answer, 'question' | 'passages'>> {
      mayReadSources(scope);
      const { question, sourceIds, limit } = questionSchema.parse(input);
      const found = sourceIds?.length === 0 ? [] : (await find(scope, question, sourceIds)).slice(0, limit);
      const wanted = [...new Set(found.map(({ passage }) => passage.sourceId))];
      const sources = await sourceRepository(scope).findStored(database.read, wanted);
      const byId = new Map(sources.map((source) => [source.id, source]));
      const passages = found.flatMap((entry) => answerPassage(entry, byId.get(entry.passage.sourceId)));
      return { question, passages };
    },

    /** Sources that speak about a topic, best first. */
    async findSources(scope: WorkspaceScope, topic: string, limit: number): Promise<Source[]> {
      mayReadSources(scope);
      const found = await find(scope, topic);
      const ids = [...new Set(found.map(({ passage }) => passage.sourceId))].slice(0, limit);
      const sources = await sourceRepository(scope).findMany(database.read, ids);
      return ids.flatMap((id) => sources.get(id) ?? []);
    },
  };
}

function answerPassage({ passage, score, ways: why }: FoundPassage, source: StoredSource | undefined): AnswerPassage[] {
  if (source === undefined) return [];
  const quote = quoteSelector(source, passage.start, passage.end);
  return [{ sourceId: source.id, sourceTitle: source.title, address: source.address, quote, why, score }];
}
