import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader } from '../database/database.ts';
import { AppError } from '../shared/errors.ts';
import { numberPlace, type Page, pageOf } from '../shared/page.ts';
import type { WordChange } from './compare-words.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayChangeDocument, mayReadDocuments } from './document.policy.ts';
import { findDocument, saveRevision } from './document.save.ts';
import type { Document, Revision, RevisionSummary } from './document.ts';
import { revisionRepository } from './revision.repository.ts';
import { rebaseSpans } from './spans.ts';
import { prepareText, withText } from './text-thread.ts';

export interface Comparison {
  from: number;
  to: number;
  changes: WordChange[];
}

/** The saved states of a document. */
export function createHistoryService({ database, clock }: DocumentServiceParts) {
  async function getRevision(scope: WorkspaceScope, id: string, number: number): Promise<Revision> {
    mayReadDocuments(scope);
    await findDocument(database.read, scope, id);
    return mustFind(database.read, scope, id, number);
  }

  return {
    getRevision,

    /** Newest first. @param limit 1–100 */
    async listRevisions(
      scope: WorkspaceScope,
      id: string,
      query: { limit?: number; cursor?: string } = {},
    ): Promise<Page<RevisionSummary>> {
      mayReadDocuments(scope);
      await findDocument(database.read, scope, id);
      const limit = query.limit ?? 20;
      const found = await revisionRepository(scope).list(database.read, id, numberPlace(query.cursor), limit + 1);
      return pageOf(found, limit, (last) => [last.number]);
    },

    /** Names a revision, or takes its name away: the one thing about it that can change. */
    async nameRevision(scope: WorkspaceScope, id: string, number: number, name: string | null): Promise<Revision> {
      return database.transaction(async (trx) => {
        mayChangeDocument(scope, await findDocument(trx, scope, id));
        await mustFind(trx, scope, id, number);
        await revisionRepository(scope).rename(trx, id, number, name);
        return mustFind(trx, scope, id, number);
      });
    },

    /** Makes an older state the newest, as a new revision; what was saved in between stays in the history. */
    async restoreRevision(scope: WorkspaceScope, id: string, number: number, expectedVersion?: number): Promise<Document> {
      const old = await getRevision(scope, id, number);
      const { language } = await findDocument(database.read, scope, id);
      const text = await prepareText(old.title, old.body, language);
      const { slug, description, keywords, chosen } = old.metadata;
      const metadata = { keywords, slug: chosen.slug ? slug : null, description: chosen.description ? description : null };
      return database.transaction(async (trx) => {
        mayChangeDocument(scope, await findDocument(trx, scope, id));
        const origin = { origin: 'typed', by: scope.userId } as const;
        // An older version of this program may have had another normal form.
        const spans = rebaseSpans(old.spans, old.body, text.body, origin);
        return saveRevision(trx, scope, id, { text, metadata, origin, spans, expectedVersion }, clock.now());
      });
    },

    /** What turned one revision into the other, by word. */
    async compareRevisions(scope: WorkspaceScope, id: string, from: number, to: number): Promise<Comparison> {
      const [older, newer] = await Promise.all([getRevision(scope, id, from), getRevision(scope, id, to)]);
      return { from, to, changes: await withText(older.body + newer.body, 'compareWords', older.body, newer.body) };
    },
  };
}

async function mustFind(reader: Reader, scope: WorkspaceScope, id: string, number: number): Promise<Revision> {
  const revision = await revisionRepository(scope).find(reader, id, number);
  if (revision !== null) return revision;
  throw new AppError('not_found', `The document ${id} has no revision ${number}.`, { hint: 'List its revisions to see which there are.' });
}
