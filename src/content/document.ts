import type { Time } from '../database/tables.ts';
import type { ArticleSource, AuthorKind } from './article-file.ts';
import type { Span } from './spans.ts';

export const documentStatuses = ['draft', 'in_review', 'approved', 'published'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

export interface DocumentMetadata {
  slug: string;
  description: string;
  keywords: string[];
  /** Which of them a person chose; the others follow title and text. */
  chosen: { slug: boolean; description: boolean };
}

/** A document without its text, as lists show it. */
export interface DocumentSummary {
  id: string;
  title: string;
  type: string;
  language: string;
  status: DocumentStatus;
  author: AuthorKind;
  /** `provider/model` when a model wrote it. */
  model: string | null;
  /** Number of the newest revision. */
  revision: number;
  /** Grows with every change; the ETag. */
  version: number;
  metadata: DocumentMetadata;
  /** Date of the article file. */
  datedAt: Time;
  createdBy: string;
  createdAt: Time;
  updatedAt: Time;
  /** When it was moved to the trash. */
  deletedAt: Time | null;
  /** Those its text is based on, in order. */
  sources: ArticleSource[];
}

export interface Document extends DocumentSummary {
  /** Markdown in normal form, without the title. */
  body: string;
}

/** A saved state of a document; never changed after. */
export interface RevisionSummary {
  number: number;
  title: string;
  /** Given by a person to find it again. */
  name: string | null;
  /** The run that made it. */
  runId: string | null;
  createdBy: string;
  createdAt: Time;
}

export interface Revision extends RevisionSummary {
  body: string;
  metadata: DocumentMetadata;
  spans: Span[];
}

/** What a person typed and has not saved yet; nobody else sees it. */
export interface Draft {
  title: string;
  body: string;
  spans: Span[];
  /** The revision it started from; an older one than the document's means that somebody saved in between. */
  baseRevision: number;
  /** Grows with every change; the ETag. The document's own while there is no draft yet and its text is shown. */
  version: number;
  updatedAt: Time;
}
