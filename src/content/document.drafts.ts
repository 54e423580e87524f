import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader } from '../database/database.ts';
import { AppError } from '../shared/errors.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayChangeDocument } from './document.policy.ts';
import { findDocument } from './document.save.ts';
import type { DraftInput } from './document.schema.ts';
import type { Document, Draft } from './document.ts';
import { revisionRepository } from './revision.repository.ts';
import { rebaseSpans } from './spans.ts';
import { normalise } from './text-thread.ts';

/** Autosave: one draft per person and document, seen by nobody else. */
export function createDraftService({ database, clock }: DocumentServiceParts) {
  return {
    /** The caller's draft; the document itself at version 0 when there is none. */
    async getDraft(scope: WorkspaceScope, id: string): Promise<Draft> {
      const document = await findDocument(database.read, scope, id);
      mayChangeDocument(scope, document);
      return draftOrDocument(database.read, scope, document);
    },

    /**
     * Keeps what was typed. Saying the same again changes nothing, whatever version is expected, so a lost answer can be asked for again.
     * Throws `revision_mismatch` when the draft was changed elsewhere.
     */
    async putDraft(scope: WorkspaceScope, id: string, input: DraftInput, expectedVersion?: number): Promise<Draft> {
      const body = await normalise(input.body);
      const title = input.title.trim();
      return database.transaction(async (trx) => {
        const document = await findDocument(trx, scope, id);
        mayChangeDocument(scope, document);
        const before = await draftOrDocument(trx, scope, document);
        if (before.version > 0 && before.body === body && before.title === title) return before;
        assertDraftVersion(id, before, expectedVersion);
        const spans = rebaseSpans(before.spans, before.body, body, { origin: input.origin ?? 'typed', by: scope.userId });
        const draft: Draft = { title, body, spans, baseRevision: before.baseRevision, version: before.version + 1, updatedAt: clock.now() };
        await revisionRepository(scope).putDraft(trx, id, scope.userId, draft);
        return draft;
      });
    },

    /** Forgets what was typed since the last save. Without a draft it does nothing. */
    async discardDraft(scope: WorkspaceScope, id: string): Promise<void> {
      await database.transaction(async (trx) => {
        mayChangeDocument(scope, await findDocument(trx, scope, id));
        await revisionRepository(scope).removeDraft(trx, id, scope.userId);
      });
    },
  };
}

async function draftOrDocument(reader: Reader, scope: WorkspaceScope, document: Document): Promise<Draft> {
  const revisions = revisionRepository(scope);
  const draft = await revisions.findDraft(reader, document.id, scope.userId);
  if (draft !== null) return draft;
  const { title, body, revision, updatedAt } = document;
  const spans = (await revisions.find(reader, document.id, revision))?.spans ?? [];
  return { title, body, spans, baseRevision: revision, version: 0, updatedAt };
}

function assertDraftVersion(id: string, draft: Draft, expected: number | undefined): void {
  if (expected === undefined || expected === draft.version) return;
  throw new AppError('revision_mismatch', `Your draft of ${id} is at version ${draft.version} and not ${expected}.`, {
    hint: 'It was changed in another window. Read it again and decide which text to keep.',
  });
}
