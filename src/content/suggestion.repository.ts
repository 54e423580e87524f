import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import type { SpanOrigin } from './spans.ts';
import type { Suggestion } from './suggestion.ts';

const columns = [
  ...(['id', 'document_id as documentId', 'run_id as runId', 'base_revision as baseRevision'] as const),
  ...(['section', 'body', 'status', 'created_at as createdAt'] as const),
] as const;

/** Suggestions for the documents of one workspace. */
export function suggestionRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    async insert(trx: Transaction, suggestion: Suggestion): Promise<void> {
      const { id, section, body, status } = suggestion;
      await trx
        .insertInto('suggestions')
        .values({
          ...{ id, section, body, status, workspace_id: workspaceId, document_id: suggestion.documentId, run_id: suggestion.runId },
          ...{ base_revision: suggestion.baseRevision, created_at: suggestion.createdAt },
        })
        .execute();
    },

    async find(reader: Reader, documentId: string, id: string): Promise<Suggestion | null> {
      const query = reader.selectFrom('suggestions').select(columns).where('workspace_id', '=', workspaceId);
      return (await query.where('document_id', '=', documentId).where('id', '=', id).executeTakeFirst()) ?? null;
    },

    /** The open ones, oldest first, after one of them. */
    async listOpen(reader: Reader, documentId: string, after: string | null, limit: number): Promise<Suggestion[]> {
      let query = reader.selectFrom('suggestions').select(columns).where('workspace_id', '=', workspaceId);
      if (after !== null) query = query.where('id', '>', after);
      return query.where('document_id', '=', documentId).where('status', '=', 'open').orderBy('id').limit(limit).execute();
    },

    async setStatus(trx: Transaction, id: string, status: Suggestion['status']): Promise<void> {
      await trx.updateTable('suggestions').set({ status }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },

    /** Who wrote it: the author and model of its run. */
    async originOf(reader: Reader, { runId }: Suggestion): Promise<SpanOrigin> {
      if (runId === null) return { origin: 'model' };
      const query = reader.selectFrom('runs').select(['author', 'model']).where('workspace_id', '=', workspaceId).where('id', '=', runId);
      const run = await query.executeTakeFirst();
      if (run?.author === 'extractive') return { origin: 'extractive', runId };
      return run?.model ? { origin: 'model', runId, model: run.model } : { origin: 'model', runId };
    },
  };
}
