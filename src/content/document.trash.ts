import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
import { AppError } from '../shared/errors.ts';
import type { Page } from '../shared/page.ts';
import { listDocuments } from './document.list.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayDeleteDocument, mayPurgeDocuments, mayReadDocuments } from './document.policy.ts';
import { documentRepository } from './document.repository.ts';
import { assertVersion, findDocument } from './document.save.ts';
import type { DocumentList } from './document.schema.ts';
import type { Document, DocumentSummary } from './document.ts';
import { prepareText } from './text-thread.ts';

/** Documents removed from the library a transaction; more would hold up whoever wants to save. */
const purgeBatch = 50;

/** The trash: from where a document can come back until it is purged. */
export function createTrashService({ database, clock }: DocumentServiceParts) {
  return {
    async listTrash(scope: WorkspaceScope, query: DocumentList = {}): Promise<Page<DocumentSummary>> {
      mayReadDocuments(scope);
      return listDocuments(database, scope, query, true);
    },

    /** Moves a document to the trash; it is no longer found by search. */
    async trash(scope: WorkspaceScope, id: string, expectedVersion?: number): Promise<void> {
      await database.transaction(async (trx) => {
        const document = await findDocument(trx, scope, id);
        mayDeleteDocument(scope, document);
        assertVersion(document, expectedVersion);
        await change(trx, scope, document, clock.now());
        await documentRepository(scope).setSearchTokens(trx, id, null);
      });
    },

    async restoreFromTrash(scope: WorkspaceScope, id: string): Promise<Document> {
      const { title, body, language } = await findTrashed(database.read, scope, id);
      const { tokens } = await prepareText(title, body, language);
      return database.transaction(async (trx) => {
        const document = await findTrashed(trx, scope, id);
        mayDeleteDocument(scope, document);
        await change(trx, scope, document, null);
        await documentRepository(scope).setSearchTokens(trx, id, tokens);
        return findDocument(trx, scope, id);
      });
    },

    /** Removes a document of the trash for good, with its revisions, drafts and findings. */
    async purge(scope: WorkspaceScope, id: string): Promise<void> {
      mayPurgeDocuments(scope);
      await database.transaction(async (trx) => {
        await findTrashed(trx, scope, id);
        await documentRepository(scope).remove(trx, id);
      });
    },

    /** Retention, for all workspaces: purges what has lain in the trash since before a time. @returns how many documents */
    async purgeTrashedBefore(time: Time): Promise<number> {
      let purged = 0;
      for (;;) {
        const batch = await database.transaction((trx) => purgeSome(trx, time));
        purged += batch;
        if (batch < purgeBatch) return purged;
      }
    },
  };

  async function change(trx: Transaction, scope: WorkspaceScope, document: Document, deletedAt: Time | null): Promise<void> {
    const moved = { ...document, deletedAt, version: document.version + 1 };
    if (await documentRepository(scope).update(trx, moved, document.version)) return;
    throw new AppError('conflict', `The document ${document.id} is being changed by somebody else.`, { hint: 'Try again.' });
  }
}

async function purgeSome(trx: Transaction, time: Time): Promise<number> {
  const rows = await trx
    .selectFrom('documents')
    .select(['id', 'workspace_id as workspaceId'])
    .where('deleted_at', '<', time)
    .orderBy('deleted_at')
    .limit(purgeBatch)
    .execute();
  for (const { id, workspaceId } of rows) await documentRepository({ workspaceId }).remove(trx, id);
  return rows.length;
}

async function findTrashed(reader: Reader, scope: WorkspaceScope, id: string): Promise<Document> {
  const document = await documentRepository(scope).find(reader, id);
  if (document !== null && document.deletedAt !== null) return document;
  throw new AppError('not_found', `There is no document ${id} in the trash.`, { hint: 'List the trash to see what can be restored.' });
}
