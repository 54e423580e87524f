import type { WorkspaceScope } from '../accounts/index.ts';
import type { Transaction } from '../database/database.ts';
import { AppError } from '../shared/errors.ts';
import { indexedPassages, storePassages } from './source.indexing.ts';
import type { SourceParts } from './source.intake.ts';
import { sourceRepository } from './source.repository.ts';
import type { Source, StoredSource } from './source.ts';

/** Stores a source whose text is as before. @param also more to do in the same transaction */
export async function save(
  { database, clock }: SourceParts,
  scope: WorkspaceScope,
  before: Source,
  after: Source,
  also?: (trx: Transaction) => Promise<void>,
): Promise<Source> {
  const saved = { ...withoutText(after), version: before.version + 1, updatedAt: clock.now() };
  await database.transaction(async (trx) => {
    if (!(await sourceRepository(scope).update(trx, saved, before.version))) throw changedMeanwhile(before);
    await also?.(trx);
  });
  return saved;
}

/** Stores a source with another text, findable by it and no longer by the one before. */
export async function saveText(
  { database, clock }: SourceParts,
  scope: WorkspaceScope,
  before: Source,
  after: StoredSource,
): Promise<Source> {
  const saved = { ...after, version: before.version + 1, updatedAt: clock.now() };
  const passages = await indexedPassages(saved);
  await database.transaction(async (trx) => {
    if (!(await sourceRepository(scope).update(trx, saved, before.version))) throw changedMeanwhile(before);
    await storePassages(trx, scope.workspaceId, saved.id, passages, saved.updatedAt);
  });
  return withoutText(saved);
}

function withoutText(source: Source & Partial<StoredSource>): Source {
  const { text: _text, blocks: _blocks, ...rest } = source;
  return rest;
}

function changedMeanwhile({ id }: Source): AppError {
  return new AppError('conflict', `The source ${id} was changed or deleted by somebody else meanwhile`, {
    hint: 'Read it again and repeat the change.',
  });
}
