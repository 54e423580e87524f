import { setTimeout as sleep } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import type { Database } from '../database/database.ts';
import type { VectorTasksTable } from '../database/tables.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Meaning } from './nearest-passages.ts';
import { passageRepository } from './passage.repository.ts';
import { vectorTaskRepository } from './vector-task.repository.ts';

export type VectorIndexer = ReturnType<typeof createVectorIndexer>;

type Task = Selectable<VectorTasksTable>;

/** Passages embedded and stored together: a few seconds' work, after which a stop is heeded. */
const passagesPerBatch = 64;
/** Milliseconds between two looks for work. */
const pollMs = 2000;
/** Milliseconds until a source that failed is tried again. */
const retryMs = 300_000;

/**
 * Brings the vector index in step with the sources, in the background. Each task is done again from its beginning when it was cut, and removed
 * when it is done and nothing newer was asked for meanwhile.
 */
export function createVectorIndexer({ database, meaning, clock }: { database: Database; meaning: Meaning; clock: Clock }) {
  const { embedder, index, logger } = meaning;
  const tasks = vectorTaskRepository(database);
  const retryAt = new Map<string, number>();

  async function prepare(): Promise<void> {
    const { isSeeded } = await index.prepare(embedder.model);
    if (isSeeded) return;
    await tasks.addAll(clock.now());
    await index.markSeeded();
  }

  async function perform(task: Task, signal: AbortSignal): Promise<void> {
    await index.removeSource(task.workspace_id, task.source_id);
    if (task.action === 'remove') return;
    const scope = { workspaceId: task.workspace_id };
    const passages = await passageRepository(scope).ofSource(database.read, task.source_id);
    for (let start = 0; start < passages.length; start += passagesPerBatch) {
      signal.throwIfAborted();
      const batch = passages.slice(start, start + passagesPerBatch);
      const vectors = await embedder.embed(batch.map(({ text }) => text));
      const items = batch.flatMap(({ id, sourceId }, at) => (vectors[at] === undefined ? [] : [{ id, sourceId, vector: vectors[at] }]));
      await index.upsert(task.workspace_id, items);
    }
  }

  /** Does what can be done now. Rejects with the signal's reason when stopped, and with AppError `unavailable` when the index is away. */
  async function drain(signal: AbortSignal): Promise<void> {
    const waiting = [...retryAt].filter(([, at]) => at > clock.now()).map(([sourceId]) => sourceId);
    if ((await tasks.oldest(waiting)) === null) return;
    await prepare();
    for (let task = await tasks.oldest(waiting); task !== null; task = await tasks.oldest(waiting)) {
      signal.throwIfAborted();
      try {
        await perform(task, signal);
        await tasks.finish(task);
        retryAt.delete(task.source_id);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AppError)) throw error;
        logger.warn({ sourceId: task.source_id, code: error.code, reason: error.message }, 'A source could not be indexed by meaning yet');
        retryAt.set(task.source_id, clock.now() + retryMs);
        waiting.push(task.source_id);
      }
    }
  }

  /** An index that is away is no reason to end: it is asked again later. */
  async function attempt(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error;
      logger.warn({ code: error.code, reason: error.message }, 'The vector index cannot be brought in step now');
      await sleep(retryMs, undefined, { signal, ref: false });
    }
  }

  return {
    drain,

    /** Works until stopped; resolves then. */
    async run(signal: AbortSignal): Promise<void> {
      try {
        // Without a source nothing is to be found, and the index need not be opened.
        if (await tasks.hasSources()) await attempt(prepare, signal);
        while (!signal.aborted) {
          await attempt(() => drain(signal), signal);
          await sleep(pollMs, undefined, { signal, ref: false });
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
