export type { Article, ArticleSource, AuthorKind } from './article-file.ts';
export type { ImportedArticle } from './article-import.ts';
export { blobRepository } from './blobs/blob.repository.ts';
export { blobRoutes } from './blobs/blob.routes.ts';
export type { BlobService, BlobUpload } from './blobs/blob.service.ts';
export { createBlobService } from './blobs/blob.service.ts';
export type { Blob, BlobOwner } from './blobs/blob.ts';
export { collectBlobs } from './blobs/blob-collection.service.ts';
export { loadKeyFile } from './blobs/key-file.ts';
export { assertKeyOfInstallation } from './blobs/key-of-installation.ts';
export { createWorkspaceKeyService } from './blobs/workspace-key.service.ts';
export { type Citation, citationMarkdown, listCitations, readCitation } from './citation.ts';
export type { CitationStyle } from './citation-style.ts';
export type { WordChange } from './compare-words.ts';
export { type DocumentRouteParts, documentRoutes } from './document.routes.ts';
// No run changes a text that is there: it begins documents and makes suggestions, so `saveRevision` is not handed out.
export { type Actor, createDocument, findDocument, linkSources, type NewDocument } from './document.save.ts';
export type { DocumentChange, DocumentInput, DocumentList } from './document.schema.ts';
export { createDocumentService, type DocumentService } from './document.service.ts';
export { addSuggestion } from './document.suggestions.ts';
export type { DocumentText, MetadataInput } from './document.text.ts';
export type { Document, DocumentMetadata, DocumentStatus, DocumentSummary, Draft, Revision, RevisionSummary } from './document.ts';
export { documentHistoryRoutes, trashRoutes } from './document-history.routes.ts';
export { suggestionRoutes } from './document-suggestions.routes.ts';
export type { ExportedFile } from './export.ts';
export type { ImportedDraft } from './import-draft.ts';
export {
  type Footnote,
  type FootnoteFaults,
  footnoteFaults,
  footnoteReferences,
  listFootnotes,
  removeFootnote,
  renumberFootnotes,
  setFootnote,
} from './markdown/footnotes.ts';
export { parseMarkdown, stringifyMarkdown, toNormalForm } from './markdown/normal-form.ts';
export { plainText } from './markdown/plain-text.ts';
export { isQuickToRead } from './markdown/reading-cost.ts';
export { listSections, type Section } from './markdown/sections.ts';
export { slugify } from './slug.ts';
export type { Span, SpanOrigin } from './spans.ts';
export type { Suggestion } from './suggestion.ts';
export { joinSections, prepareText, spansOfPiece } from './text-thread.ts';
export type { ExportFormat } from './text-work.ts';
