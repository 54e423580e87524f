import type { Insertable, Selectable } from 'kysely';
import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { fromFlag, fromJson, toFlag, toJson } from '../database/json.ts';
import type { SourcesTable, Time } from '../database/tables.ts';
import type { SourceBlock, SourceProblem } from '../ports/source-parser.ts';
import type { TimeSort } from '../shared/page.ts';
import type { Source, StoredSource } from './source.ts';

export interface SourcePage {
  limit: number;
  sort: TimeSort;
  /** Sort key and ID of the last item of the page before. */
  after: { time: Time; id: string } | null;
}

const columns = [
  ...(['id', 'kind', 'format', 'title', 'address', 'sha256', 'characters', 'language', 'problems', 'tags'] as const),
  ...(['local_only', 'blob_address', 'version', 'fetched_at', 'created_at', 'updated_at'] as const),
] as const;

/** Sources of one workspace; deleted ones are seen by nobody. */
export function sourceRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  const live = (reader: Reader) => reader.selectFrom('sources').where('workspace_id', '=', workspaceId).where('deleted_at', 'is', null);

  return {
    async find(reader: Reader, id: string): Promise<Source | null> {
      const row = await live(reader).select(columns).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },

    /** Those of the IDs that are there. */
    async findMany(reader: Reader, ids: readonly string[]): Promise<Map<string, Source>> {
      if (ids.length === 0) return new Map();
      const rows = await live(reader)
        .select(columns)
        .where('id', 'in', [...ids])
        .execute();
      return new Map(rows.map((row) => [row.id, fromRow(row)]));
    },

    /** Those of the IDs that are there, with their texts, in the order of the IDs. */
    async findStored(reader: Reader, ids: readonly string[]): Promise<StoredSource[]> {
      if (ids.length === 0) return [];
      const rows = await live(reader)
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();
      const found = new Map(rows.map((row) => [row.id, { ...fromRow(row), text: row.text, blocks: fromJson<SourceBlock[]>(row.blocks) }]));
      return ids.map((id) => found.get(id)).filter((source) => source !== undefined);
    },

    /** The texts of those of the IDs that are there. */
    async findTexts(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await live(reader)
        .select(['id', 'text'])
        .where('id', 'in', [...ids])
        .execute();
      return new Map(rows.map(({ id, text }) => [id, text]));
    },

    /** The oldest source with the same bytes from the same address. */
    async findSame(reader: Reader, { sha256, address }: Pick<Source, 'sha256' | 'address'>): Promise<Source | null> {
      const same = live(reader).select(columns).where('sha256', '=', sha256).where('address', '=', address);
      const row = await same.orderBy('id').limit(1).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },

    async list(reader: Reader, { limit, sort, after }: SourcePage): Promise<Source[]> {
      const column = sort.endsWith('updatedAt') ? 'updated_at' : 'created_at';
      const [order, beyond] = sort.startsWith('-') ? (['desc', '<'] as const) : (['asc', '>'] as const);
      let query = live(reader).select(columns);
      if (after !== null) {
        query = query.where((eb) =>
          eb.or([eb(column, beyond, after.time), eb.and([eb(column, '=', after.time), eb('id', beyond, after.id)])]),
        );
      }
      const rows = await query.orderBy(column, order).orderBy('id', order).limit(limit).execute();
      return rows.map(fromRow);
    },

    async insert(trx: Transaction, source: StoredSource): Promise<void> {
      const row = { ...toRow(source), text: source.text, blocks: toJson(source.blocks), deleted_at: null, workspace_id: workspaceId };
      await trx.insertInto('sources').values(row).execute();
    },

    /** Writes all that can change. False when the version is no longer the one expected. */
    async update(trx: Transaction, source: Source & Partial<StoredSource>, expectedVersion: number): Promise<boolean> {
      const text = source.text === undefined ? {} : { text: source.text };
      const blocks = source.blocks === undefined ? {} : { blocks: toJson(source.blocks) };
      const { numUpdatedRows } = await trx
        .updateTable('sources')
        .set({ ...toRow(source), ...text, ...blocks })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', source.id)
        .where('version', '=', expectedVersion)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Its text stays on this machine from now on. */
    async markLocalOnly(trx: Transaction, id: string, at: Time): Promise<void> {
      await trx
        .updateTable('sources')
        .set((eb) => ({ local_only: toFlag(true), version: eb('version', '+', 1), updated_at: at }))
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .execute();
    },

    /** Keeps others from adding sources until the transaction ends, so that equal ones are seen. */
    async lockAdding(trx: Transaction): Promise<void> {
      await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute();
    },

    /** Whether a document lists the source or a claim quotes it. */
    async isCited(reader: Reader, id: string): Promise<boolean> {
      const inWorkspace = { workspace_id: workspaceId, source_id: id };
      for (const table of ['document_sources', 'claims'] as const) {
        const query = reader.selectFrom(table).select('document_id').limit(1);
        const row = await query
          .where('workspace_id', '=', inWorkspace.workspace_id)
          .where('source_id', '=', inWorkspace.source_id)
          .executeTakeFirst();
        if (row !== undefined) return true;
      }
      return false;
    },

    /** Whether a document cites a source that stays on this machine; a deleted one counts, because its words are still in the document. */
    async citesLocalOnly(reader: Reader, documentId: string): Promise<boolean> {
      const row = await reader
        .selectFrom('document_sources')
        .innerJoin('sources', (join) =>
          join.onRef('sources.workspace_id', '=', 'document_sources.workspace_id').onRef('sources.id', '=', 'document_sources.source_id'),
        )
        .select('sources.id')
        .where('document_sources.workspace_id', '=', workspaceId)
        .where('document_sources.document_id', '=', documentId)
        .where('sources.local_only', '=', toFlag(true))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Blanks the text and keeps what a citation names: title, address, hash. */
    async bury(trx: Transaction, id: string, at: Time): Promise<void> {
      await trx
        .updateTable('sources')
        .set({ text: '', blocks: toJson([]), problems: toJson([]), tags: toJson([]), blob_address: null, deleted_at: at })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute();
    },

    async remove(trx: Transaction, id: string): Promise<void> {
      await trx.deleteFrom('sources').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },
  };
}

function toRow(source: Source): Omit<Insertable<SourcesTable>, 'text' | 'blocks' | 'deleted_at' | 'workspace_id'> {
  const { id, kind, format, title, address, sha256, characters, language, version } = source;
  return {
    ...{ id, kind, format, title, address, sha256, characters, language, version },
    problems: toJson(source.problems),
    tags: toJson(source.tags),
    local_only: toFlag(source.localOnly),
    blob_address: source.blobAddress,
    fetched_at: source.fetchedAt,
    created_at: source.createdAt,
    updated_at: source.updatedAt,
  };
}

function fromRow(row: Pick<Selectable<SourcesTable>, (typeof columns)[number]>): Source {
  const { id, kind, format, title, address, sha256, characters, language, version } = row;
  return {
    ...{ id, kind, format, title, address, sha256, characters, language, version },
    problems: fromJson<SourceProblem[]>(row.problems),
    tags: fromJson<string[]>(row.tags),
    localOnly: fromFlag(row.local_only),
    blobAddress: row.blob_address,
    fetchedAt: row.fetched_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
