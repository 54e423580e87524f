import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteOpener } from '../../tests/support/databases.ts';
import { temporaryFolder } from '../../tests/support/product.ts';
import { openSources } from '../../tests/support/sources.ts';
import { createLocalEmbedder } from '../adapters/embedder/local.ts';
import { createKillableTask } from '../adapters/killable-task/killable-task.ts';
import { createSqliteVecIndex } from '../adapters/vector-index/sqlite-vec.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { createAskService } from './ask.service.ts';
import type { Meaning } from './nearest-passages.ts';
import { questionTerms } from './question-terms.ts';
import { createVectorIndexer } from './vector-indexer.ts';

const texts = {
  Shelf: 'Refrigerated, the concentrate stays fresh for about two weeks. 😀 After that it turns flat.',
  Brewing: 'Cold brew steeps in the fridge for 16 hours.\n\nGrind the beans coarsely.',
  Espresso: 'Espresso is ready in 30 seconds and has a crema.',
  Law: 'The parliament passed a new tax law on Tuesday.',
};

describe('questionTerms', () => {
  const written = (question: string) => questionTerms(question).map(({ tokens, prefix }) => tokens.join(' ') + (prefix ? '*' : ''));

  it.each([
    ['How long does cold brew keep?', ['long*', 'cold*', 'brew*', 'keep*']],
    ['What is it?', ['what*', 'is', 'it']],
    ['Espressos, espresso!', ['espresso*']],
    ['珈琲は美味しい', expect.arrayContaining(['珈 琲'])],
    ['?!', []],
  ])('looks in %j for what it is about', (question, terms) => {
    expect(written(question)).toEqual(terms);
  });
});

describe('ask', () => {
  const open = sqliteOpener();

  async function openDesk(meaning: Meaning | null = null) {
    const opened = await openSources(await open());
    const ids: Record<string, string> = {};
    for (const [title, text] of Object.entries(texts))
      ids[title] = (await opened.sources.add(opened.scope, { kind: 'text', title, text })).id;
    return { ...opened, ids, desk: createAskService({ database: opened.database, meaning }) };
  }

  it('answers with verbatim passages and where they stand, without a model or vectors', async () => {
    const { desk, scope, sources } = await openDesk();
    const { passages } = await desk.passages(scope, { question: 'How many hours does cold brew steep?' });
    expect(passages[0]).toMatchObject({ sourceTitle: 'Brewing', why: ['words'], address: 'text:' });
    for (const { sourceId, quote, score } of passages) {
      const index = new CodePointIndex(await sources.text(scope, sourceId));
      expect(index.slice(quote.start, quote.end)).toBe(quote.exact);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect((await desk.passages(scope, { question: 'zebra' })).passages).toEqual([]);
  });

  it('narrows to sources', async () => {
    const { desk, scope, ids } = await openDesk();
    const asked = { question: 'brew or espresso seconds?', sourceIds: [ids.Espresso ?? ''] };
    expect((await desk.passages(scope, asked)).passages.map(({ sourceTitle }) => sourceTitle)).toEqual(['Espresso']);
    expect((await desk.passages(scope, { ...asked, sourceIds: [] })).passages).toEqual([]);
  });

  it('finds sources for a topic, best first', async () => {
    const { desk, scope } = await openDesk();
    const found = await desk.findSources(scope, 'espresso crema in seconds', 2);
    expect(found[0]?.title).toBe('Espresso');
  });

  it('finds by meaning what shares no word, once the vectors are made', async () => {
    const embedder = createLocalEmbedder({ createTask: createKillableTask });
    const logger = { warn: () => {} } as unknown as Meaning['logger'];
    const index = createSqliteVecIndex({ path: join(temporaryFolder(), 'vectors.db'), logger });
    onTestFinished(() => Promise.all([embedder.close(), index.close()]).then(() => {}));
    const meaning = { embedder, index, logger };
    const { desk, scope, database, clock, ids, sources } = await openDesk(meaning);
    const question = { question: 'How long does coffee keep?' };
    expect((await desk.passages(scope, question)).passages).toEqual([]);
    const { drain } = createVectorIndexer({ database, meaning, clock });
    await drain(AbortSignal.timeout(50_000));
    const [best] = (await desk.passages(scope, question)).passages;
    expect(best).toMatchObject({ sourceTitle: expect.not.stringMatching('Law'), why: ['meaning'] });
    await sources.remove(scope, ids.Shelf ?? '');
    expect((await desk.passages(scope, question)).passages.map(({ sourceTitle }) => sourceTitle)).not.toContain('Shelf');
    await drain(AbortSignal.timeout(50_000));
    expect(await index.count(scope.workspaceId)).toBe((await database.read.selectFrom('passages').select('id').execute()).length);
  });
});
