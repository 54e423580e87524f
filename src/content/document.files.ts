import type { WorkspaceScope } from '../accounts/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
import type { CitationStyle } from './citation-style.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayCreateDocuments, mayReadDocuments } from './document.policy.ts';
import { documentRepository } from './document.repository.ts';
import { createDocument, findDocument } from './document.save.ts';
import type { Document } from './document.ts';
import { type ExportedFile, exportDocument } from './export.ts';
import { prepareText, withText } from './text-thread.ts';
import type { ExportFormat } from './text-work.ts';

/** Documents from files and as files. */
export function createFileService({ database, clock }: DocumentServiceParts) {
  return {
    /**
     * Begins a document from an article file or any Markdown; what had to be made fit is said in `problems`.
     * @param name file name without its ending: the title of last resort
     */
    async importMarkdown(scope: WorkspaceScope, file: string, name: string): Promise<ImportedDocument> {
      return database.transaction(await prepareImport(scope, file, name, clock.now()));
    },

    /** The first half of `importMarkdown`, which may fail and changes nothing; what it hands back stores, in a transaction of the caller. */
    prepareImport: (scope: WorkspaceScope, file: string, name: string) => prepareImport(scope, file, name, clock.now()),

    /** An article file is the same bytes each time, here and from `write --out`. */
    async export(scope: WorkspaceScope, id: string, format: ExportFormat, citations: CitationStyle = 'footnotes'): Promise<ExportedFile> {
      mayReadDocuments(scope);
      return exportDocument(await findDocument(database.read, scope, id), format, citations);
    },
  };
}

interface ImportedDocument {
  document: Document;
  problems: string[];
}

async function prepareImport(
  scope: WorkspaceScope,
  file: string,
  name: string,
  now: Time,
): Promise<(trx: Transaction) => Promise<ImportedDocument>> {
  mayCreateDocuments(scope);
  const { article, problems } = await withText(file, 'readArticleFile', file, name, now);
  const { title, body, language, type, author, model, slug, description, keywords, date } = article;
  const text = await prepareText(title, body, language);
  const metadata = {
    keywords: [...keywords],
    slug: slug === text.derived.slug ? null : slug,
    description: description === text.derived.description ? null : description,
  };
  const origin = { origin: 'imported', by: scope.userId } as const;
  const wanted = article.sources.map((source) => source.id);
  return async (trx) => {
    const known = await documentRepository(scope).knownSources(trx, wanted);
    const sources = wanted.filter((id) => known.has(id));
    const document = await createDocument(trx, scope, { text, type, author, model, metadata, origin, sources, datedAt: date }, now);
    const missing = wanted.length - document.sources.length;
    if (missing === 0) return { document, problems };
    return { document, problems: [...problems, `${missing} of the ${wanted.length} sources the file names are not in this workspace.`] };
  };
}
