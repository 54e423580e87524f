import type { DocumentSummaryView, DocumentView, DraftView, RevisionSummaryView, RevisionView } from './document.schema.ts';
import type { Document, DocumentSummary, Draft, Revision, RevisionSummary } from './document.ts';

const iso = (time: number) => new Date(time).toISOString();

/** What lists show of a document. */
export function documentSummaryView(document: DocumentSummary): DocumentSummaryView {
  const { version: _, metadata, datedAt: __, createdAt, updatedAt, deletedAt, ...rest } = document;
  const { slug, description, keywords } = metadata;
  const shown = { ...rest, metadata: { slug, description, keywords }, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
  return deletedAt === null ? shown : { ...shown, deletedAt: iso(deletedAt) };
}

/** What the API shows of a document. */
export function documentView(document: Document): DocumentView {
  return { ...documentSummaryView(document), body: document.body };
}

/** What lists show of a revision. */
export function revisionSummaryView(revision: RevisionSummary): RevisionSummaryView {
  const { number, title, name, runId, createdBy, createdAt } = revision;
  return { number, title, name, runId, createdBy, createdAt: iso(createdAt) };
}

/** What the API shows of a revision. */
export function revisionView(revision: Revision): RevisionView {
  const { slug, description, keywords } = revision.metadata;
  return { ...revisionSummaryView(revision), body: revision.body, metadata: { slug, description, keywords }, spans: revision.spans };
}

/** What the API shows of a draft; its version is the ETag. */
export function draftView(draft: Draft): DraftView {
  const { title, body, spans, baseRevision, updatedAt } = draft;
  return { title, body, spans, baseRevision, updatedAt: iso(updatedAt) };
}
