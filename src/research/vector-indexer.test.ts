import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { openSources } from '../../tests/support/sources.ts';
import type { Database } from '../database/database.ts';
import type { VectorIndex, VectorItem } from '../ports/vector-index.ts';
import { AppError } from '../shared/errors.ts';
import { createVectorIndexer } from './vector-indexer.ts';

/** An index in memory, and an embedder that can be told what to do with its next texts. */
function openMeaning() {
  const items = new Map<string, VectorItem>();
  const state = { model: 'm/1', seededFor: '', embedded: 0, beforeEmbed: async () => {} };
  const index: VectorIndex = {
    prepare: async (model) => ({ isSeeded: state.seededFor === model }),
    async markSeeded() {
      state.seededFor = state.model;
    },
    async upsert(_, added) {
      for (const item of added) items.set(item.id, item);
    },
    async removeSource(_, sourceId) {
      for (const item of [...items.values()]) if (item.sourceId === sourceId) items.delete(item.id);
    },
    ...{ query: async () => [], count: async () => items.size, clear: async () => items.clear(), close: async () => {} },
  };
  const embedder = {
    get model() {
      return state.model;
    },
    dimensions: 1,
    async embed(texts: readonly string[]) {
      await state.beforeEmbed();
      state.embedded += texts.length;
      return texts.map(() => new Float32Array([1]));
    },
    close: async () => {},
  };
  const warnings: string[] = [];
  const logger = { warn: (_: unknown, message: string) => warnings.push(message) } as never;
  return { meaning: { embedder, index, logger }, items, state, warnings };
}

const stop = () => AbortSignal.timeout(50_000);

async function inStep(database: Database, items: ReadonlyMap<string, VectorItem>): Promise<void> {
  const passages = await database.read.selectFrom('passages').select('id').execute();
  expect([...items.keys()].sort()).toEqual(passages.map(({ id }) => id).sort());
  expect(await database.read.selectFrom('vector_tasks').selectAll().execute()).toEqual([]);
}

describeEachEngine('the vector indexer', (open) => {
  async function openIndexer() {
    const opened = await openSources(await open());
    const meaning = openMeaning();
    const indexer = createVectorIndexer({ database: opened.database, meaning: meaning.meaning, clock: opened.clock });
    const add = (text: string) => opened.sources.add(opened.scope, { kind: 'text', text });
    return { ...opened, ...meaning, ...indexer, add };
  }

  it('follows sources that are added, mended and deleted', async () => {
    const { add, sources, scope, drain, database, items } = await openIndexer();
    const [first, second] = [await add('One. Two.\n\nThree.'), await add('Four.')];
    await drain(stop());
    await inStep(database, items);
    expect(items.size).toBe(3);
    await sources.change(scope, first.id, { text: 'One only.' });
    await sources.remove(scope, second.id);
    await drain(stop());
    await inStep(database, items);
    expect(items.size).toBe(1);
  });

  it('makes all vectors anew when the index is new or the model another', async () => {
    const { add, drain, database, items, state } = await openIndexer();
    await add('One.\n\nTwo.');
    await drain(stop());
    state.model = 'm/2';
    items.clear();
    await add('Three.');
    await drain(stop());
    await inStep(database, items);
    expect(items.size).toBe(3);
  });

  it('does again what changed while it was being done', async () => {
    const { add, sources, scope, drain, database, items, state } = await openIndexer();
    const { id } = await add('One.');
    state.beforeEmbed = async () => {
      state.beforeEmbed = async () => {};
      await sources.change(scope, id, { text: 'Changed meanwhile.' });
    };
    await drain(stop());
    await inStep(database, items);
  });

  it('passes over a source that fails, and keeps its task', async () => {
    const { add, drain, database, items, state, warnings } = await openIndexer();
    const bad = await add('Bad.');
    await add('Good.');
    state.beforeEmbed = async () => {
      state.beforeEmbed = async () => {};
      throw new AppError('unprocessable', 'the model stumbled');
    };
    await drain(stop());
    expect(items.size).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(await database.read.selectFrom('vector_tasks').select('source_id').execute()).toEqual([{ source_id: bad.id }]);
  });

  it('stops between batches when told to, and goes on the next time', async () => {
    const { add, run, drain, database, items, state } = await openIndexer();
    await add(Array.from({ length: 200 }, (_, number) => `Paragraph ${number}.`).join('\n\n'));
    const stopped = new AbortController();
    state.beforeEmbed = async () => void (state.embedded >= 64 && stopped.abort());
    await run(stopped.signal);
    expect(state.embedded).toBeLessThan(200);
    await drain(stop());
    await inStep(database, items);
  });

  it('opens no index where there is no source', async () => {
    const { run, state } = await openIndexer();
    const stopped = new AbortController();
    const running = run(stopped.signal);
    stopped.abort();
    await running;
    expect(state.seededFor).toBe('');
  });
});
