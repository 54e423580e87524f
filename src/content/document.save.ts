import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
import { AppError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import type { AuthorKind } from './article-file.ts';
import { documentRepository } from './document.repository.ts';
import { type DocumentText, type MetadataInput, metadataOf } from './document.text.ts';
import type { Document, DocumentStatus } from './document.ts';
import { revisionRepository } from './revision.repository.ts';
import { assertSpansCover, rebaseSpans, type Span, type SpanOrigin, spansOfWhole } from './spans.ts';

/** Who acts; a run acts for the person who started it. */
export type Actor = Pick<WorkspaceScope, 'workspaceId' | 'userId'>;

export interface NewDocument {
  text: DocumentText;
  type: string;
  author: AuthorKind;
  model?: string | null;
  status?: DocumentStatus;
  metadata?: MetadataInput;
  /** IDs of sources of the workspace, in order. */
  sources?: readonly string[];
  /** Where the whole text came from. */
  origin: SpanOrigin;
  /** Instead of one origin for the whole. */
  spans?: readonly Span[];
  /** Date of the article file, UTC ms; now when left out. */
  datedAt?: Time;
  runId?: string;
}

export interface RevisionEdit {
  text: DocumentText;
  /** Origin of the words that are new. */
  origin: SpanOrigin;
  /** The origins of the whole text, when they are known better than by comparing it with the revision before. */
  spans?: readonly Span[];
  metadata?: MetadataInput;
  type?: string;
  status?: DocumentStatus;
  author?: AuthorKind;
  model?: string | null;
  sources?: readonly string[];
  /** Name of the new revision. */
  name?: string | null;
  runId?: string;
  /** Version the edit was made on; `revision_mismatch` when the document is at another. */
  expectedVersion?: number;
}

/** Throws AppError `not_found` also for what lies in the trash. */
export async function findDocument(reader: Reader, scope: Pick<WorkspaceScope, 'workspaceId'>, id: string): Promise<Document> {
  const document = await documentRepository(scope).find(reader, id);
  if (document !== null && document.deletedAt === null) return document;
  throw new AppError('not_found', `There is no document ${id}.`, {
    hint: document === null ? 'List the documents to see which there are.' : 'It is in the trash; restore it first.',
  });
}

/** Throws AppError `revision_mismatch` when somebody changed the document since. */
export function assertVersion(document: { id: string; version: number }, expected: number | undefined): void {
  if (expected === undefined || document.version === expected) return;
  throw new AppError('revision_mismatch', `The document ${document.id} is at version ${document.version} and not ${expected}.`, {
    hint: 'Read it again, compare, and save on top of it.',
  });
}

/** Begins a document with revision 1, inside the caller's transaction. Throws AppError `validation_failed` for unknown sources. */
export async function createDocument(trx: Transaction, actor: Actor, made: NewDocument, now: Time): Promise<Document> {
  const { text } = made;
  const repository = documentRepository(actor);
  const document: Document = {
    ...{ id: newId('document'), title: text.title, body: text.body, language: text.language, type: made.type },
    ...{ status: made.status ?? 'draft', author: made.author, model: made.model ?? null, revision: 1, version: 1 },
    ...{ metadata: metadataOf(text, made.metadata), datedAt: made.datedAt ?? now, createdBy: actor.userId },
    ...{ createdAt: now, updatedAt: now, deletedAt: null, sources: [] },
  };
  const spans = made.spans ?? spansOfWhole(text.body, made.origin);
  await repository.insert(trx, document);
  await setSources(trx, actor, document.id, made.sources ?? []);
  await insertRevision(trx, actor, document, spans, { runId: made.runId }, now);
  await repository.setSearchTokens(trx, document.id, text.tokens);
  return findDocument(trx, actor, document.id);
}

/**
 * Saves a new state of a document inside the caller's transaction, so that a step can commit it together with its own result.
 * A revision is made when title, text or metadata differ; nothing at all is written when nothing differs.
 * Throws AppError `not_found`, `revision_mismatch`, `validation_failed` for unknown sources.
 */
export async function saveRevision(trx: Transaction, actor: Actor, id: string, edit: RevisionEdit, now: Time): Promise<Document> {
  const before = await findDocument(trx, actor, id);
  assertVersion(before, edit.expectedVersion);
  const after = edited(before, edit, now);
  const isNewText = contentOf(after) !== contentOf(before);
  const hasNewSources = edit.sources !== undefined && edit.sources.join() !== before.sources.map((source) => source.id).join();
  if (!isNewText && !hasNewSources && stateOf(after) === stateOf(before)) return before;
  const spans = isNewText ? (edit.spans ?? (await rebasedSpans(trx, actor, before, edit))) : null;
  if (isNewText) after.revision += 1;
  // On PostgreSQL another transaction may have changed the row since it was read here.
  if (!(await documentRepository(actor).update(trx, after, before.version)))
    assertVersion(await findDocument(trx, actor, id), before.version);
  if (hasNewSources) await setSources(trx, actor, id, edit.sources ?? []);
  if (spans !== null) {
    await insertRevision(trx, actor, after, spans, edit, now);
    await documentRepository(actor).setSearchTokens(trx, id, edit.text.tokens);
  }
  return findDocument(trx, actor, id);
}

function edited(before: Document, edit: RevisionEdit, now: Time): Document {
  const { text } = edit;
  return {
    ...before,
    ...{ title: text.title, body: text.body, language: text.language, metadata: metadataOf(text, edit.metadata, before.metadata) },
    ...{ type: edit.type ?? before.type, status: edit.status ?? before.status, author: edit.author ?? before.author },
    model: edit.model === undefined ? before.model : edit.model,
    version: before.version + 1,
    updatedAt: now,
  };
}

/** What a revision records. */
function contentOf({ title, body, metadata }: Document): string {
  return JSON.stringify([title, body, metadata]);
}

/** What changes a document without making a revision. */
function stateOf({ type, status, author, model, language }: Document): string {
  return JSON.stringify([type, status, author, model, language]);
}

async function rebasedSpans(reader: Reader, actor: Actor, before: Document, edit: RevisionEdit): Promise<Span[]> {
  const revision = await revisionRepository(actor).find(reader, before.id, before.revision);
  return rebaseSpans(revision?.spans ?? [], before.body, edit.text.body, edit.origin);
}

async function insertRevision(
  trx: Transaction,
  actor: Actor,
  document: Document,
  spans: readonly Span[],
  made: { name?: string | null; runId?: string | undefined },
  now: Time,
): Promise<void> {
  assertSpansCover(spans, document.body);
  await revisionRepository(actor).insert(trx, document.id, {
    ...{ number: document.revision, title: document.title, body: document.body, metadata: document.metadata, spans: [...spans] },
    ...{ name: made.name ?? null, runId: made.runId ?? null, createdBy: actor.userId, createdAt: now },
  });
}

async function setSources(trx: Transaction, actor: Actor, id: string, sources: readonly string[]): Promise<void> {
  await assertKnown(trx, actor, sources);
  await documentRepository(actor).setSources(trx, id, sources);
}

async function assertKnown(trx: Transaction, actor: Actor, sources: readonly string[]): Promise<void> {
  const known = await documentRepository(actor).knownSources(trx, sources);
  const unknown = sources.filter((source) => !known.has(source));
  if (unknown.length === 0) return;
  throw new AppError('validation_failed', `There is no source ${unknown.join(', ')}.`, {
    hint: 'Add the source first, or leave it out.',
    errors: unknown.map((source) => ({ path: 'sources', message: `no source ${source}` })),
  });
}

/**
 * Lets a document name these sources besides those it has: a check compared it with them. Not a change of the document itself.
 * Those it has may have been deleted since: their citations stay.
 */
export async function linkSources(trx: Transaction, actor: Actor, id: string, sources: readonly string[]): Promise<void> {
  const { sources: before } = await findDocument(trx, actor, id);
  const known = before.map((source) => source.id);
  const added = sources.filter((source) => !known.includes(source));
  await assertKnown(trx, actor, added);
  await documentRepository(actor).setSources(trx, id, [...known, ...added]);
}
