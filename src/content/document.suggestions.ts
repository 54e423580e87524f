import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
import { AppError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import { idPlace, type Page, pageOf } from '../shared/page.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { mayChangeDocument, mayReadDocuments } from './document.policy.ts';
import { type Actor, assertVersion, findDocument, saveRevision } from './document.save.ts';
import type { Document } from './document.ts';
import { toNormalForm } from './markdown/normal-form.ts';
import { suggestionRepository } from './suggestion.repository.ts';
import type { Suggestion } from './suggestion.ts';
import { prepareText, withText } from './text-thread.ts';

/** What a run proposes, inside the caller's transaction. */
export async function addSuggestion(
  trx: Transaction,
  actor: Actor,
  made: Pick<Suggestion, 'documentId' | 'runId' | 'baseRevision' | 'section' | 'body'>,
  now: Time,
): Promise<Suggestion> {
  const suggestion: Suggestion = { ...made, id: newId('suggestion'), body: toNormalForm(made.body), status: 'open', createdAt: now };
  await suggestionRepository(actor).insert(trx, suggestion);
  return suggestion;
}

/** What runs propose for a document, and a person's word on it. */
export function createSuggestionService({ database, clock }: DocumentServiceParts) {
  /** Throws `not_found`, and `conflict` when it was settled before. */
  async function mustBeOpen(trx: Reader, scope: WorkspaceScope, documentId: string, id: string): Promise<Suggestion> {
    const suggestion = await suggestionRepository(scope).find(trx, documentId, id);
    if (suggestion === null)
      throw new AppError('not_found', `The document ${documentId} has no suggestion ${id}.`, { hint: 'List its suggestions.' });
    if (suggestion.status === 'open') return suggestion;
    throw new AppError('conflict', `The suggestion ${id} was ${suggestion.status} before.`, { hint: 'Nothing needs doing.' });
  }

  return {
    /** The open ones, oldest first. @param limit 1–100 */
    async listSuggestions(
      scope: WorkspaceScope,
      documentId: string,
      { limit = 20, cursor }: { limit?: number; cursor?: string } = {},
    ): Promise<Page<Suggestion>> {
      mayReadDocuments(scope);
      await findDocument(database.read, scope, documentId);
      const found = await suggestionRepository(scope).listOpen(database.read, documentId, idPlace(cursor), limit + 1);
      return pageOf(found, limit, (last) => [last.id]);
    },

    /** Puts the suggestion into the text as a new revision. Throws `conflict` when its section is no longer there. */
    async acceptSuggestion(scope: WorkspaceScope, documentId: string, id: string, expectedVersion?: number): Promise<Document> {
      const document = await findDocument(database.read, scope, documentId);
      mayChangeDocument(scope, document);
      const suggestion = await mustBeOpen(database.read, scope, documentId, id);
      const text = await prepareText(document.title, await bodyWith(document, suggestion), document.language);
      assertVersion(document, expectedVersion);
      return database.transaction(async (trx) => {
        await mustBeOpen(trx, scope, documentId, id);
        const suggestions = suggestionRepository(scope);
        const origin = await suggestions.originOf(trx, suggestion);
        await suggestions.setStatus(trx, id, 'accepted');
        const edit = { text, origin, expectedVersion: document.version, runId: suggestion.runId ?? undefined };
        return saveRevision(trx, scope, documentId, edit, clock.now());
      });
    },

    async rejectSuggestion(scope: WorkspaceScope, documentId: string, id: string): Promise<void> {
      await database.transaction(async (trx) => {
        mayChangeDocument(scope, await findDocument(trx, scope, documentId));
        await mustBeOpen(trx, scope, documentId, id);
        await suggestionRepository(scope).setStatus(trx, id, 'rejected');
      });
    },
  };
}

async function bodyWith(document: Document, { section, body }: Suggestion): Promise<string> {
  if (section === null) return body;
  const replaced = await withText(document.body + body, 'replaceSection', document.body, section, body);
  if (replaced !== null) return replaced;
  throw new AppError('conflict', `The document ${document.id} no longer has a section “${section}”.`, {
    hint: 'Put the suggestion into the text by hand, or reject it.',
  });
}
