import type { WorkspaceScope } from '../accounts/index.ts';
import { readArticleFile } from './article-import.ts';
import type { CitationStyle } from './citation-style.ts';
import { createDraftService } from './document.drafts.ts';
import { createHistoryService } from './document.history.ts';
import { listDocuments, type Page } from './document.list.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayChangeDocument, mayCreateDocuments, mayReadDocuments, maySetStatus } from './document.policy.ts';
import { documentRepository } from './document.repository.ts';
import { createDocument, findDocument, saveRevision } from './document.save.ts';
import type { DocumentChange, DocumentInput, DocumentList } from './document.schema.ts';
import { prepareText } from './document.text.ts';
import { createTrashService } from './document.trash.ts';
import type { Document, DocumentSummary } from './document.ts';
import { type ExportedFile, type ExportFormat, exportDocument } from './export.ts';
import { revisionRepository } from './revision.repository.ts';

export type DocumentService = ReturnType<typeof createDocumentService>;

/** What people and programs do with documents. Every method acts within one workspace and throws `not_found` for documents of another. */
export function createDocumentService(parts: DocumentServiceParts) {
  return { ...createLibraryService(parts), ...createDraftService(parts), ...createHistoryService(parts), ...createTrashService(parts) };
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

    /** Begins a document; a person is its author. */
    async create(scope: WorkspaceScope, input: DocumentInput): Promise<Document> {
      mayCreateDocuments(scope);
      maySetStatus(scope, input.status ?? 'draft');
      const { title, body = '', type = 'article', language = 'en', ...rest } = input;
      const text = prepareText(title, body, language);
      const origin = { origin: 'typed', by: scope.userId } as const;
      return database.transaction((trx) => createDocument(trx, scope, { ...rest, text, type, author: 'person', origin }, clock.now()));
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
      const text = prepareText(title, body, language);
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

    /**
     * Begins a document from an article file or any Markdown; what had to be made fit is said in `problems`.
     * @param name file name without its ending: the title of last resort
     */
    async importMarkdown(scope: WorkspaceScope, file: string, name: string): Promise<{ document: Document; problems: string[] }> {
      mayCreateDocuments(scope);
      const { article, problems } = readArticleFile(file, name, clock.now());
      const { title, body, language, type, author, model, slug, description, keywords, date } = article;
      const text = prepareText(title, body, language);
      const metadata = {
        keywords: [...keywords],
        slug: slug === text.derived.slug ? null : slug,
        description: description === text.derived.description ? null : description,
      };
      const origin = { origin: 'imported', by: scope.userId } as const;
      const wanted = article.sources.map((source) => source.id);
      const document = await database.transaction(async (trx) => {
        const known = await documentRepository(scope).knownSources(trx, wanted);
        const sources = wanted.filter((id) => known.has(id));
        return createDocument(trx, scope, { text, type, author, model, metadata, origin, sources, datedAt: date }, clock.now());
      });
      const missing = wanted.length - document.sources.length;
      if (missing > 0) problems.push(`${missing} of the ${wanted.length} sources the file names are not in this workspace.`);
      return { document, problems };
    },

    /** An article file is the same bytes each time, here and from `write --out`. */
    async export(scope: WorkspaceScope, id: string, format: ExportFormat, citations: CitationStyle = 'footnotes'): Promise<ExportedFile> {
      return exportDocument(await get(scope, id), format, citations);
    },
  };
}
