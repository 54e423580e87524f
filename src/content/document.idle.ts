import type { Database, Reader } from '../database/database.ts';
import type { Role, Time } from '../database/tables.ts';
import type { DocumentServiceParts } from './document.parts.ts';
import { findDocument, saveRevision } from './document.save.ts';
import { revisionRepository } from './revision.repository.ts';
import { rebaseSpans } from './spans.ts';
import { prepareText } from './text-thread.ts';

/** A draft somebody may save, and whose it is. */
interface IdleDraft {
  workspaceId: string;
  documentId: string;
  userId: string;
}

/** Drafts saved a turn; the others have the next one. */
const mostPerTurn = 100;
const mayChangeAll: readonly Role[] = ['owner', 'admin', 'editor'];

/** What was typed and then left alone becomes a revision, without anybody pressing a key. */
export function createIdleService({ database, clock }: DocumentServiceParts) {
  return {
    /**
     * For all workspaces: saves drafts nobody typed in since a time, in the name of their writers. The draft stays at its version, now on
     * top of the new revision, so that its writer goes on typing where they stopped. A draft of an older revision stays as it is: somebody
     * saved in between, and its writer must decide. @returns how many revisions
     */
    async saveIdleDrafts(before: Time): Promise<number> {
      let saved = 0;
      let failure: unknown;
      for (const idle of await findIdle(database.read, before)) {
        try {
          if (await saveIdle(database, idle, clock.now())) saved += 1;
        } catch (error) {
          // One that cannot be saved holds up no other.
          failure ??= error;
        }
      }
      if (failure !== undefined) throw failure;
      return saved;
    },
  };
}

/** Those typed after the revision they began from was made, which is still the newest, by people who may still change the document. */
async function findIdle(reader: Reader, before: Time): Promise<IdleDraft[]> {
  return reader
    .selectFrom('drafts')
    .innerJoin('documents', (join) =>
      join
        .onRef('documents.workspace_id', '=', 'drafts.workspace_id')
        .onRef('documents.id', '=', 'drafts.document_id')
        .onRef('documents.revision', '=', 'drafts.base_revision'),
    )
    .innerJoin('memberships', (join) =>
      join.onRef('memberships.workspace_id', '=', 'drafts.workspace_id').onRef('memberships.user_id', '=', 'drafts.user_id'),
    )
    .select(['drafts.workspace_id as workspaceId', 'drafts.document_id as documentId', 'drafts.user_id as userId'])
    .where('drafts.updated_at', '<', before)
    .where('documents.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('memberships.role', 'in', mayChangeAll),
        eb.and([eb('memberships.role', '=', 'writer'), eb('documents.created_by', '=', eb.ref('drafts.user_id'))]),
      ]),
    )
    .where((eb) => eb.or([eb('drafts.body', '<>', eb.ref('documents.body')), eb('drafts.title', '<>', eb.ref('documents.title'))]))
    .orderBy('drafts.updated_at')
    .limit(mostPerTurn)
    .execute();
}

/** False when somebody typed or saved meanwhile. */
async function saveIdle(database: Database, idle: IdleDraft, now: Time): Promise<boolean> {
  const { documentId, userId } = idle;
  const drafts = revisionRepository(idle);
  const draft = await drafts.findDraft(database.read, documentId, userId);
  if (draft === null) return false;
  const { language } = await findDocument(database.read, idle, documentId);
  const text = await prepareText(draft.title, draft.body, language);
  return database.transaction(async (trx) => {
    const current = await drafts.findDraft(trx, documentId, userId);
    const document = await findDocument(trx, idle, documentId);
    if (current?.version !== draft.version || document.revision !== draft.baseRevision) return false;
    // First, so that words typed at this very moment stay a draft.
    const kept = await drafts.putDraft(trx, documentId, userId, { ...draft, baseRevision: document.revision + 1 }, draft.version);
    if (!kept) return false;
    const origin = { origin: 'typed', by: userId } as const;
    const spans = rebaseSpans(draft.spans, draft.body, text.body, origin);
    await saveRevision(trx, idle, documentId, { text, origin, spans, expectedVersion: document.version }, now);
    return true;
  });
}
