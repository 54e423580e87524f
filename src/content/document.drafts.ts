import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
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
    /** The caller's draft; the document itself, at the document's version, when there is none. */
    async getDraft(scope: WorkspaceScope, id: string): Promise<Draft> {
      const document = await findDocument(database.read, scope, id);
      mayChangeDocument(scope, document);
      return (await revisionRepository(scope).findDraft(database.read, id, scope.userId)) ?? beginning(database.read, scope, document);
    },

    /**
     * Keeps what was typed. Saying the same again changes nothing, whatever version is expected, so a lost answer can be asked for again.
     * Throws `revision_mismatch` when the draft was changed elsewhere, or the document before there was a draft.
     */
    async putDraft(scope: WorkspaceScope, id: string, input: DraftInput, expectedVersion?: number): Promise<Draft> {
      const body = await normalise(input.body);
      const title = input.title.replace(/\s+/g, ' ').trim();
      return database.transaction(async (trx) => {
        const document = await findDocument(trx, scope, id);
        mayChangeDocument(scope, document);
        const drafts = revisionRepository(scope);
        const known = await drafts.findDraft(trx, id, scope.userId);
        if (known !== null && known.body === body && known.title === title) return known;
        const before = known ?? (await beginning(trx, scope, document));
        assertDraftVersion(id, before, expectedVersion);
        const spans = rebaseSpans(before.spans, before.body, body, { origin: input.origin ?? 'typed', by: scope.userId });
        const now = clock.now();
        const version = known === null ? firstVersion(now, before) : known.version + 1;
        const draft: Draft = { title, body, spans, baseRevision: before.baseRevision, version, updatedAt: now };
        if (!(await drafts.putDraft(trx, id, scope.userId, draft, known?.version ?? null))) throw changedElsewhere(id, expectedVersion);
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

/** What the first words of a draft are typed into. Its version tells which state of the document that was. */
async function beginning(reader: Reader, scope: WorkspaceScope, document: Document): Promise<Draft> {
  const { title, body, revision, version, updatedAt } = document;
  const spans = (await revisionRepository(scope).find(reader, document.id, revision))?.spans ?? [];
  return { title, body, spans, baseRevision: revision, version, updatedAt };
}

/** No draft begins at a version an earlier draft of the document had, or the document itself: a window left open would overwrite it. */
function firstVersion(now: Time, before: Draft): number {
  return Math.max(now, before.version + 1);
}

function assertDraftVersion(id: string, draft: Draft, expected: number | undefined): void {
  if (expected !== undefined && expected !== draft.version) throw changedElsewhere(id, expected);
}

function changedElsewhere(id: string, expected: number | undefined): AppError {
  return new AppError(
    'revision_mismatch',
    `Your draft of ${id} is no longer at version ${expected ?? 'read'}, or somebody saved the document.`,
    {
      hint: 'Read the draft again and decide which text to keep.',
    },
  );
}
