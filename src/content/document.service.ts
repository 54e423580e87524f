import type { WorkspaceScope } from '../accounts/index.ts';
import type { Transaction } from '../database/database.ts';
import { guessLanguage } from '../shared/language/languages.ts';
import type { Page } from '../shared/page.ts';
import { createDraftService } from './document.drafts.ts';
import { createFileService } from './document.files.ts';
import { createHistoryService } from './document.history.ts';
import { createIdleService } from './document.idle.ts';
import { listDocuments } from './document.list.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayChangeDocument, mayCreateDocuments, mayReadDocuments, maySetStatus } from './document.policy.ts';
import { createDocument, findDocument, saveRevision } from './document.save.ts';
import type { DocumentChange, DocumentInput, DocumentList } from './document.schema.ts';
import { createSuggestionService } from './document.suggestions.ts';
import { createTrashService } from './document.trash.ts';
import type { Document, DocumentSummary } from './document.ts';
import { revisionRepository } from './revision.repository.ts';
import { prepareText } from './text-thread.ts';

export type DocumentService = ReturnType<typeof createDocumentService>;

/** What people and programs do with documents. Every method acts within one workspace and throws `not_found` for documents of another. */
export function createDocumentService(parts: DocumentServiceParts) {
  return {
    ...createLibraryService(parts),
    ...createFileService(parts),
    ...createDraftService(parts),
    ...createIdleService(parts),
    ...createHistoryService(parts),
    ...createSuggestionService(parts),
    ...createTrashService(parts),
  };
}

function createLibraryService({ database, clock }: DocumentServiceParts) {
  async function get(scope: WorkspaceScope, id: string): Promise<Document> {
    mayReadDocuments(scope);
    return findDocument(database.read, scope, id);
  }

  return {
    get,

    /** Newest change first unless asked otherwise. Throws `validation_failed` for a cursor of another list. */
    async list(scope: WorkspaceScope, query: DocumentList = {}): Promise<Page<DocumentSummary>> {
      mayReadDocuments(scope);
      return listDocuments(database, scope, query, false);
    },

    /** Begins a document; a person is its author. @param also more to do in the same transaction */
    async create(
      scope: WorkspaceScope,
      input: DocumentInput,
      also?: (trx: Transaction, document: Document) => Promise<void>,
    ): Promise<Document> {
      mayCreateDocuments(scope);
      maySetStatus(scope, input.status ?? 'draft');
      const { title, body = '', type = 'article', language = guessLanguage(body) ?? 'en', ...rest } = input;
      const text = await prepareText(title, body, language);
      const origin = { origin: 'typed', by: scope.userId } as const;
      return database.transaction(async (trx) => {
        const made = await createDocument(trx, scope, { ...rest, text, type, author: 'person', origin }, clock.now());
        await also?.(trx, made);
        return made;
      });
    },

    /**
     * Saves what differs as a new revision, and ends the caller's draft when it says the same.
     * @param expectedVersion from `If-Match`; undefined for any
     */
    async save(scope: WorkspaceScope, id: string, change: DocumentChange, expectedVersion?: number): Promise<Document> {
      const before = await get(scope, id);
      mayChangeDocument(scope, before);
      if (change.status !== undefined && change.status !== before.status) maySetStatus(scope, change.status);
      const { title = before.title, body = before.body, language = before.language, revisionName, ...rest } = change;
      const text = await prepareText(title, body, language);
      const origin = { origin: 'typed', by: scope.userId } as const;
      const edit = { ...rest, text, origin, name: revisionName, expectedVersion };
      return database.transaction(async (trx) => {
        const drafts = revisionRepository(scope);
        const draft = await drafts.findDraft(trx, id, scope.userId);
        const isDraft = draft !== null && draft.body === text.body && draft.title === text.title;
        const saved = await saveRevision(trx, scope, id, isDraft ? { ...edit, spans: draft.spans } : edit, clock.now());
        if (isDraft) await drafts.removeDraft(trx, id, scope.userId);
        return saved;
      });
    },
  };
}
