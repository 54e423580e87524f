import { assertMay, type WorkspaceScope } from '../accounts/index.ts';
import type { Document, DocumentService } from '../content/index.ts';
import type { Database } from '../database/database.ts';
import type { SourceService } from '../research/index.ts';
import type { CheckedClaim } from './check.ts';
import { claimRepository } from './claim.repository.ts';
import { followEditsOnDemand } from './follow-edits-on-demand.ts';
import { followSources } from './follow-sources.ts';

export interface EvidenceParts {
  database: Database;
  documents: Pick<DocumentService, 'get' | 'getRevision'>;
  sources: Pick<SourceService, 'presentTexts'>;
}

export interface Evidence {
  /** The revision that was checked; null when none was. */
  revision: number | null;
  isCurrent: boolean;
  /** With offsets in the document and its sources as they are now. */
  claims: CheckedClaim[];
  document: Document;
}

export type EvidenceService = ReturnType<typeof createEvidenceService>;

/** What the last check of a document found, carried over to the text and the sources as they are now. */
export function createEvidenceService({ database, documents, sources }: EvidenceParts) {
  async function inText(scope: WorkspaceScope, document: Document, revision: number, claims: CheckedClaim[]): Promise<CheckedClaim[]> {
    const { body: checkedBody } = await documents.getRevision(scope, document.id, revision);
    const { body, language } = document;
    if (checkedBody === body) return claims;
    return followEditsOnDemand({ claims, checkedBody, body, language });
  }

  return {
    /** Throws AppError `forbidden`, `not_found`. */
    async get(scope: WorkspaceScope, documentId: string): Promise<Evidence> {
      assertMay(scope, { roles: ['owner', 'admin', 'editor', 'writer', 'viewer'], scope: 'content:read', action: 'see evidence' });
      const document = await documents.get(scope, documentId);
      const { revision, claims } = await claimRepository(scope).list(database.read, documentId);
      if (revision === null) return { revision, isCurrent: false, claims, document };
      const followed = await inText(scope, document, revision, claims);
      const cited = new Set(followed.flatMap(({ sourceId, quote }) => (sourceId === undefined || quote === undefined ? [] : [sourceId])));
      const texts = await sources.presentTexts(scope, [...cited]);
      return { revision, isCurrent: revision === document.revision, claims: followSources(followed, texts), document };
    },
  };
}
