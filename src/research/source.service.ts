import type { WorkspaceScope } from '../accounts/index.ts';
import type { Transaction } from '../database/database.ts';
import { AppError } from '../shared/errors.ts';
import { idPattern } from '../shared/ids.ts';
import { mapBounded } from '../shared/map-bounded.ts';
import { type Page, pageOf, timeKey, timePlace } from '../shared/page.ts';
import { passageRepository } from './passage.repository.ts';
import { addSource, addSourceFile, prepareSource, type SourceMarks, type SourceParts, type StoreSource } from './source.intake.ts';
import { mendSource } from './source.mend.ts';
import { mayChangeSources, mayDeleteSources, mayReadSources } from './source.policy.ts';
import { type Refreshed, refreshSource } from './source.refresh.ts';
import { sourceRepository } from './source.repository.ts';
import { type SourceChanges, type SourceInput, type SourceList, sourceInputSchema, sourceListSchema } from './source.schema.ts';
import type { Source, StoredSource } from './source.ts';

/** Sources fetched or parsed at the same time for one request. */
const parallelPreparations = 3;

export type SourceService = ReturnType<typeof createSourceService>;

/** What people and programs do with sources. Every method acts within one workspace and throws `not_found` for sources of another. */
export function createSourceService(parts: SourceParts) {
  const { database, clock } = parts;

  async function stored(scope: WorkspaceScope, id: string): Promise<StoredSource> {
    const [source] = await sourceRepository(scope).findStored(database.read, [id]);
    if (source === undefined) throw noSource(id);
    return source;
  }

  async function get(scope: WorkspaceScope, id: string): Promise<Source> {
    mayReadSources(scope);
    const source = await sourceRepository(scope).find(database.read, id);
    if (source === null) throw noSource(id);
    return source;
  }

  /** Fetches, parses, stores; what is there already is handed back. See `addSource` for the errors. */
  async function add(scope: WorkspaceScope, input: SourceInput, signal?: AbortSignal): Promise<Source> {
    mayChangeSources(scope);
    return addSource(parts, scope, input, signal);
  }

  return {
    add,
    get,

    /** Adds the bytes of a file by its name, without storing the file. */
    async addFile(
      scope: WorkspaceScope,
      file: { name: string; bytes: Uint8Array },
      marks?: SourceMarks,
      signal?: AbortSignal,
    ): Promise<Source> {
      mayChangeSources(scope);
      return addSourceFile(parts, scope, file, marks, signal);
    },

    /** The source an ID names, or the one an input describes, added when it is new. Throws AppError `validation_failed` for anything else. */
    async findOrAdd(scope: WorkspaceScope, given: unknown, signal?: AbortSignal): Promise<Source> {
      return typeof given === 'string' ? get(scope, given) : add(scope, readInput(given), signal);
    },

    /**
     * As `findOrAdd` for several, but nothing is stored before all of them were fetched and parsed: the function handed back
     * stores them in a transaction of the caller, in this order. Throws as `findOrAdd`; then nothing has changed.
     */
    async prepare(
      scope: WorkspaceScope,
      given: readonly unknown[],
      signal?: AbortSignal,
    ): Promise<(trx: Transaction) => Promise<Source[]>> {
      mayChangeSources(scope);
      const stores = await mapBounded(given, parallelPreparations, async (one): Promise<StoreSource> => {
        if (typeof one !== 'string') return prepareSource(parts, scope, readInput(one), signal);
        const known = await get(scope, one);
        return async () => known;
      });
      return async (trx) => {
        const sources: Source[] = [];
        // One after the other: equal ones among them are then found and not stored twice.
        for (const store of stores) sources.push(await store(trx));
        return sources;
      };
    },

    /** Newest change first unless asked otherwise. Throws `validation_failed` for a cursor of another list. */
    async list(scope: WorkspaceScope, query: SourceList = {}): Promise<Page<Source>> {
      mayReadSources(scope);
      const { cursor, limit, sort } = sourceListSchema.parse(query);
      const found = await sourceRepository(scope).list(database.read, { limit: limit + 1, sort, after: timePlace(cursor, sort) });
      return pageOf(found, limit, (last) => timeKey(sort, last));
    },

    /** Those of the sources that are there, in this order. */
    async present(scope: WorkspaceScope, ids: readonly string[]): Promise<Source[]> {
      mayReadSources(scope);
      const found = await sourceRepository(scope).findMany(database.read, ids);
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /** With its text and where each part of it stands in the original. */
    async stored(scope: WorkspaceScope, id: string): Promise<StoredSource> {
      mayReadSources(scope);
      return stored(scope, id);
    },

    /** The stored text: what every offset counts in. */
    async text(scope: WorkspaceScope, id: string): Promise<string> {
      mayReadSources(scope);
      return (await stored(scope, id)).text;
    },

    /** The named sources with text and blocks, in this order. Throws `not_found` when one is not there. */
    async texts(scope: WorkspaceScope, ids: readonly string[]): Promise<StoredSource[]> {
      mayReadSources(scope);
      const found = await sourceRepository(scope).findStored(database.read, ids);
      const missing = ids.find((id) => !found.some((source) => source.id === id));
      if (missing !== undefined) throw noSource(missing);
      return found;
    },

    /** The texts of those of the sources that were not deleted, by ID. */
    async presentTexts(scope: WorkspaceScope, ids: readonly string[]): Promise<Map<string, string>> {
      mayReadSources(scope);
      return sourceRepository(scope).findTexts(database.read, ids);
    },

    /** Whether words of these sources must stay on this machine. Throws `not_found` when one is not there. */
    async holdLocalOnly(scope: WorkspaceScope, ids: readonly string[]): Promise<boolean> {
      mayReadSources(scope);
      const found = await sourceRepository(scope).findMany(database.read, ids);
      const missing = ids.find((id) => !found.has(id));
      if (missing !== undefined) throw noSource(missing);
      return [...found.values()].some(({ localOnly }) => localOnly);
    },

    /** Whether words of the sources that a document cites must stay on this machine, also of deleted ones. */
    async citesLocalOnly(scope: WorkspaceScope, documentId: string): Promise<boolean> {
      mayReadSources(scope);
      return sourceRepository(scope).citesLocalOnly(database.read, documentId);
    },

    /** Mends title, text, tags or `localOnly`; a new text is found by search as soon as this resolves. */
    async change(scope: WorkspaceScope, id: string, changes: SourceChanges): Promise<Source> {
      mayChangeSources(scope);
      return mendSource(parts, scope, await stored(scope, id), changes);
    },

    /** Fetches a page again and says what was found. Errors as for adding; then nothing has changed. */
    async refresh(scope: WorkspaceScope, id: string, signal?: AbortSignal): Promise<Refreshed> {
      mayChangeSources(scope);
      return refreshSource(parts, scope, await stored(scope, id), signal);
    },

    /** Gone from lists, passages and search at once, from vectors soon. A source that a document cites leaves its title, address and hash. */
    async remove(scope: WorkspaceScope, id: string): Promise<void> {
      mayDeleteSources(scope);
      const sources = sourceRepository(scope);
      const passages = passageRepository(scope);
      await database.transaction(async (trx) => {
        if ((await sources.find(trx, id)) === null) throw noSource(id);
        await passages.remove(trx, id);
        await passages.addVectorTask(trx, id, 'remove', clock.now());
        await parts.files.drop(trx, scope, id);
        if (await sources.isCited(trx, id)) await sources.bury(trx, id, clock.now());
        else await sources.remove(trx, id);
      });
    },
  };
}

function readInput(given: unknown): SourceInput {
  const input = sourceInputSchema.safeParse(given);
  if (input.success) return input.data;
  throw new AppError('validation_failed', `This is no source: ${JSON.stringify(given)?.slice(0, 100)}`, {
    hint: 'Give the ID of a source, or one with kind text, url or blob.',
    errors: input.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}

function noSource(id: string): AppError {
  const isId = idPattern('source').test(id);
  return new AppError('not_found', `There is no source ${id.slice(0, 80)}`, {
    hint: isId ? 'It may have been deleted; list the sources to see which there are.' : 'The ID of a source begins with src_.',
  });
}
