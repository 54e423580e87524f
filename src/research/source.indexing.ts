import { setImmediate } from 'node:timers/promises';
import type { Transaction } from '../database/database.ts';
import type { Time } from '../database/tables.ts';
import { newId } from '../shared/ids.ts';
import { searchTokens } from '../shared/text/tokens.ts';
import { type IndexedPassage, passageRepository } from './passage.repository.ts';
import { type Passage, passagesOf } from './passages.ts';
import type { StoredSource } from './source.ts';

/** Milliseconds of cutting and tokenising before others have their turn. */
const slice = 5;

/** Cuts a source into passages; made before the transaction that stores them, and without holding up the process. */
export async function indexedPassages(source: StoredSource): Promise<IndexedPassage[]> {
  const passages: IndexedPassage[] = [];
  let pause = performance.now() + slice;
  for (const passage of passagesOf(source)) {
    passages.push({ ...passage, id: newId('passage'), tokens: tokensOf(passage, source.title) });
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + slice;
  }
  return passages;
}

/** Makes the passages those of the source, for search at once and for the vector index soon. */
export async function storePassages(
  trx: Transaction,
  workspaceId: string,
  sourceId: string,
  passages: IndexedPassage[],
  now: Time,
): Promise<void> {
  const repository = passageRepository({ workspaceId });
  await repository.replace(trx, sourceId, passages);
  await repository.addVectorTask(trx, sourceId, 'index', now);
}

/** Makes the source findable by a new title. */
export async function storeTitle(trx: Transaction, workspaceId: string, sourceId: string, title: string): Promise<void> {
  const repository = passageRepository({ workspaceId });
  const first = (await repository.ofSource(trx, sourceId))[0];
  if (first !== undefined) await repository.setTokens(trx, first.id, tokensOf(first, title));
}

/** The title of a source is found with its first passage. */
function tokensOf({ ordinal, text }: Passage, title: string): string {
  return searchTokens(ordinal === 0 ? `${title}\n${text}` : text).join(' ');
}
