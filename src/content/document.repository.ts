import type { Selectable } from 'kysely';
import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { fromJson, toJson } from '../database/json.ts';
import { prepared } from '../database/prepared.ts';
import type { DocumentsTable } from '../database/tables.ts';
import type { TimeSort } from '../shared/page.ts';
import type { ArticleSource } from './article-file.ts';
import type { Document, DocumentMetadata, DocumentStatus, DocumentSummary } from './document.ts';
import { searchParts } from './search-parts.ts';

/** Sort keys of lists, and the column each reads. */
const sortColumns = { updatedAt: 'updated_at', createdAt: 'created_at' } as const;

export interface DocumentPage {
  limit: number;
  sort: TimeSort;
  /** Sort key and ID of the last item of the page before. */
  after: { time: number; id: string } | null;
  trashed: boolean;
  status?: DocumentStatus;
  type?: string;
  /** Only those that use this source. */
  source?: string;
}

const summaryColumns = [
  ...(['id', 'title', 'type', 'language', 'status', 'author_kind', 'model', 'revision', 'version', 'metadata'] as const),
  ...(['dated_at', 'created_by', 'created_at', 'updated_at', 'deleted_at'] as const),
] as const;

type SummaryRow = Pick<Selectable<DocumentsTable>, (typeof summaryColumns)[number]>;

const selectDocument = prepared((reader, { workspaceId, id }: { workspaceId: string; id: string }) =>
  reader
    .selectFrom('documents')
    .select([...summaryColumns, 'body'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id),
);
const selectSources = prepared((reader, { workspaceId, id }: { workspaceId: string; id: string }) =>
  sourcesQuery(reader, workspaceId, [id]),
);

/** Documents of one workspace. */
export function documentRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    async find(reader: Reader, id: string): Promise<Document | null> {
      const [row] = await selectDocument(reader, { workspaceId, id });
      if (row === undefined) return null;
      const sources = grouped(await selectSources(reader, { workspaceId, id }));
      return { ...summaryFromRow(row, sources), body: row.body };
    },

    async list(reader: Reader, page: DocumentPage): Promise<DocumentSummary[]> {
      const descending = page.sort.startsWith('-');
      const column = sortColumns[page.sort.replace('-', '') as keyof typeof sortColumns];
      const { after } = page;
      let query = reader
        .selectFrom('documents')
        .select(summaryColumns)
        .where('workspace_id', '=', workspaceId)
        .where('deleted_at', page.trashed ? 'is not' : 'is', null);
      if (page.status !== undefined) query = query.where('status', '=', page.status);
      if (page.type !== undefined) query = query.where('type', '=', page.type);
      if (page.source !== undefined) {
        const users = reader.selectFrom('document_sources').select('document_id').where('workspace_id', '=', workspaceId);
        query = query.where('id', 'in', users.where('source_id', '=', page.source));
      }
      if (after !== null) {
        const beyond = descending ? '<' : '>';
        query = query.where((eb) =>
          eb.or([eb(column, beyond, after.time), eb.and([eb(column, '=', after.time), eb('id', beyond, after.id)])]),
        );
      }
      const order = descending ? 'desc' : 'asc';
      const rows = await query.orderBy(column, order).orderBy('id', order).limit(page.limit).execute();
      const sources = await sourcesOf(
        reader,
        workspaceId,
        rows.map((row) => row.id),
      );
      return rows.map((row) => summaryFromRow(row, sources));
    },

    async insert(trx: Transaction, document: Document): Promise<void> {
      await trx
        .insertInto('documents')
        .values({
          ...{ id: document.id, workspace_id: workspaceId, created_by: document.createdBy, created_at: document.createdAt },
          ...{ dated_at: document.datedAt, deleted_at: document.deletedAt },
          ...changeable(document),
        })
        .execute();
    },

    /** Writes all that can change. False when the version is no longer the one expected. */
    async update(trx: Transaction, document: Document, expectedVersion: number): Promise<boolean> {
      const { numUpdatedRows } = await trx
        .updateTable('documents')
        .set({ ...changeable(document), deleted_at: document.deletedAt })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', document.id)
        .where('version', '=', expectedVersion)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Makes these the sources of the document, in this order. */
    async setSources(trx: Transaction, documentId: string, sourceIds: readonly string[]): Promise<void> {
      await trx.deleteFrom('document_sources').where('workspace_id', '=', workspaceId).where('document_id', '=', documentId).execute();
      const rows = [...new Set(sourceIds)].map((source_id, ordinal) => ({
        workspace_id: workspaceId,
        document_id: documentId,
        source_id,
        ordinal,
      }));
      if (rows.length > 0) await trx.insertInto('document_sources').values(rows).execute();
    },

    /** Those of the IDs that are sources of this workspace. */
    async knownSources(reader: Reader, sourceIds: readonly string[]): Promise<Set<string>> {
      if (sourceIds.length === 0) return new Set();
      const rows = await reader
        .selectFrom('sources')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', [...sourceIds])
        .where('deleted_at', 'is', null)
        .execute();
      return new Set(rows.map((row) => row.id));
    },

    /** Makes the document findable by these tokens, or not at all. */
    async setSearchTokens(trx: Transaction, id: string, tokens: string | null): Promise<void> {
      await trx
        .deleteFrom('search_entries')
        .where('workspace_id', '=', workspaceId)
        .where('owner_kind', '=', 'document')
        .where('owner_id', '=', id)
        .execute();
      if (tokens === null) return;
      const entry = { workspace_id: workspaceId, owner_kind: 'document', owner_id: id, parent_id: id } as const;
      await trx
        .insertInto('search_entries')
        .values(searchParts(tokens).map((part) => ({ ...entry, tokens: part })))
        .execute();
    },

    /** Removes a document and all that hangs on it; its runs stay for what they cost, without the words they made. */
    async remove(trx: Transaction, id: string): Promise<void> {
      for (const table of ['claims', 'suggestions', 'document_sources', 'drafts', 'revisions'] as const) {
        await trx.deleteFrom(table).where('workspace_id', '=', workspaceId).where('document_id', '=', id).execute();
      }
      await emptyRuns(trx, workspaceId, id);
      await trx.deleteFrom('documents').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },
  };
}

/** What a run made on its way says the same words as the document: results of its steps, and events. That it is over stays known. */
async function emptyRuns(trx: Transaction, workspaceId: string, documentId: string): Promise<void> {
  const runs = trx.selectFrom('runs').select('id').where('workspace_id', '=', workspaceId).where('document_id', '=', documentId);
  await trx
    .deleteFrom('steps')
    .where('run_id', 'in', runs.where('status', '=', 'succeeded'))
    .execute();
  await trx
    .deleteFrom('run_events')
    .where('type', '<>', 'done')
    .where('run_id', 'in', runs.where('finished_at', 'is not', null))
    .execute();
  await trx
    .updateTable('runs')
    .set({ document_id: null })
    .where('workspace_id', '=', workspaceId)
    .where('document_id', '=', documentId)
    .execute();
}

export type DocumentRepository = ReturnType<typeof documentRepository>;

function changeable(document: Document) {
  return {
    ...{ title: document.title, type: document.type, language: document.language, status: document.status, body: document.body },
    ...{ author_kind: document.author, model: document.model, revision: document.revision, version: document.version },
    metadata: toJson(document.metadata),
    updated_at: document.updatedAt,
  };
}

async function sourcesOf(reader: Reader, workspaceId: string, documentIds: readonly string[]): Promise<Map<string, ArticleSource[]>> {
  return documentIds.length === 0 ? new Map() : grouped(await sourcesQuery(reader, workspaceId, documentIds).execute());
}

function sourcesQuery(reader: Reader, workspaceId: string, documentIds: readonly string[]) {
  return reader
    .selectFrom('document_sources')
    .innerJoin('sources', (join) =>
      join.onRef('sources.workspace_id', '=', 'document_sources.workspace_id').onRef('sources.id', '=', 'document_sources.source_id'),
    )
    .select(['document_sources.document_id as documentId', 'sources.id', 'sources.title', 'sources.address', 'sources.sha256'])
    .where('document_sources.workspace_id', '=', workspaceId)
    .where('document_sources.document_id', 'in', [...documentIds])
    .orderBy('document_sources.ordinal');
}

function grouped(rows: readonly (ArticleSource & { documentId: string })[]): Map<string, ArticleSource[]> {
  const found = new Map<string, ArticleSource[]>();
  for (const { documentId, ...source } of rows) found.set(documentId, [...(found.get(documentId) ?? []), source]);
  return found;
}

function summaryFromRow(row: SummaryRow, sources: ReadonlyMap<string, ArticleSource[]>): DocumentSummary {
  return {
    ...{
      id: row.id,
      title: row.title,
      type: row.type,
      language: row.language,
      status: row.status,
      author: row.author_kind,
      model: row.model,
    },
    ...{ revision: row.revision, version: row.version, metadata: fromJson<DocumentMetadata>(row.metadata), datedAt: row.dated_at },
    ...{ createdBy: row.created_by, createdAt: row.created_at, updatedAt: row.updated_at, deletedAt: row.deleted_at },
    sources: sources.get(row.id) ?? [],
  };
}
