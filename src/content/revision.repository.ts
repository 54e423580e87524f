import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { DocumentMetadata, Draft, Revision, RevisionSummary } from './document.ts';
import type { Span } from './spans.ts';

/** Revisions and drafts of the documents of one workspace. */
export function revisionRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    async insert(trx: Transaction, documentId: string, revision: Revision): Promise<void> {
      await trx
        .insertInto('revisions')
        .values({
          ...{ workspace_id: workspaceId, document_id: documentId, number: revision.number, title: revision.title, body: revision.body },
          ...{ metadata: toJson(revision.metadata), spans: toJson(revision.spans), name: revision.name, run_id: revision.runId },
          ...{ created_by: revision.createdBy, created_at: revision.createdAt },
        })
        .execute();
    },

    async find(reader: Reader, documentId: string, number: number): Promise<Revision | null> {
      const row = await reader
        .selectFrom('revisions')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .where('number', '=', number)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { title, body, name } = row;
      return {
        ...{ number: row.number, title, name, runId: row.run_id, createdBy: row.created_by, createdAt: row.created_at, body },
        metadata: fromJson<DocumentMetadata>(row.metadata),
        spans: fromJson<Span[]>(row.spans),
      };
    },

    /** Newest first. @param before number to go on below */
    async list(reader: Reader, documentId: string, before: number | null, limit: number): Promise<RevisionSummary[]> {
      let query = reader
        .selectFrom('revisions')
        .select(['number', 'title', 'name', 'run_id as runId', 'created_by as createdBy', 'created_at as createdAt'])
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId);
      if (before !== null) query = query.where('number', '<', before);
      return query.orderBy('number', 'desc').limit(limit).execute();
    },

    async rename(trx: Transaction, documentId: string, number: number, name: string | null): Promise<void> {
      await trx
        .updateTable('revisions')
        .set({ name })
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .where('number', '=', number)
        .execute();
    },

    async findDraft(reader: Reader, documentId: string, userId: string): Promise<Draft | null> {
      const row = await reader
        .selectFrom('drafts')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { title, body, version } = row;
      return { title, body, version, spans: fromJson<Span[]>(row.spans), baseRevision: row.base_revision, updatedAt: row.updated_at };
    },

    /** Keeps a draft in the place of the one at a version, or of none. False when somebody was quicker. */
    async putDraft(trx: Transaction, documentId: string, userId: string, draft: Draft, before: number | null): Promise<boolean> {
      const { title, body, version } = draft;
      const values = { title, body, version, spans: toJson(draft.spans), base_revision: draft.baseRevision, updated_at: draft.updatedAt };
      if (before === null) {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('drafts')
          .values({ workspace_id: workspaceId, document_id: documentId, user_id: userId, ...values })
          .onConflict((conflict) => conflict.columns(['workspace_id', 'document_id', 'user_id']).doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }
      const { numUpdatedRows } = await trx
        .updateTable('drafts')
        .set(values)
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .where('user_id', '=', userId)
        .where('version', '=', before)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async removeDraft(trx: Transaction, documentId: string, userId: string): Promise<void> {
      await trx
        .deleteFrom('drafts')
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .where('user_id', '=', userId)
        .execute();
    },
  };
}
