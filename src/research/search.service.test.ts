import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine, type OpenDatabase, sqliteOpener } from '../../tests/support/databases.ts';
import { openSources } from '../../tests/support/sources.ts';
import type { Meaning } from './nearest-passages.ts';
import { createSearchService } from './search.service.ts';
import { snippetOf } from './snippet.ts';

async function openSearch(open: OpenDatabase, meaning: (workspaceId: string) => Meaning | null = () => null) {
  const opened = await openSources(await open());
  const { documents } = await openLibrary(opened.database);
  const { search } = createSearchService({ database: opened.database, meaning: meaning(opened.scope.workspaceId) });
  const add = async (title: string, text: string) => (await opened.sources.add(opened.scope, { kind: 'text', title, text })).id;
  const find = async (q: string) => (await search(opened.scope, { q })).map(({ title }) => title);
  return { ...opened, documents, search, add, find };
}

describeEachEngine('search', (open) => {
  it('finds sources and documents by what they say, each once, with the place', async () => {
    const { search, scope, add, documents } = await openSearch(open);
    await add('Notes', 'Tea first.\n\nCold brew steeps for 16 hours.\n\nCold brew keeps for two weeks.');
    await documents.create(scope, { title: 'Draft', body: '# Cold\n\nOur **cold brew** guide.' });
    await add('Other', 'Nothing of the kind.');
    const items = await search(scope, { q: 'cold brew' });
    expect(items.map(({ kind, title, why }) => ({ kind, title, why })).sort((left, right) => left.kind.localeCompare(right.kind))).toEqual([
      { kind: 'document', title: 'Draft', why: ['words'] },
      { kind: 'source', title: 'Notes', why: ['words'] },
    ]);
    const source = items.find(({ kind }) => kind === 'source');
    expect(source).toMatchObject({ snippet: expect.stringContaining('Cold brew'), locator: { paragraph: expect.any(Number) } });
    expect(items.find(({ kind }) => kind === 'document')?.snippet).toContain('Our cold brew guide.');
  });

  it('knows phrases, exclusions, beginnings, accents and scripts without spaces', async () => {
    const { find, add } = await openSearch(open);
    await add('A', 'The café brews cold coffee.');
    await add('B', 'A cold day, then coffee and 1,000 cafés.');
    await add('C', '東京都の珈琲は美味しい。');
    expect(await find('"cold coffee"')).toEqual(['A']);
    expect(await find('cold -brews')).toEqual(['B']);
    expect((await find('CAFE*')).sort()).toEqual(['A', 'B']);
    expect(await find('1000')).toEqual(['B']);
    expect(await find('珈琲')).toEqual(['C']);
    expect(await find('-cold')).toEqual([]);
    expect(await find('"')).toEqual([]);
  });

  it('shows nothing of another workspace or of the trash', async () => {
    const { search, find, add, scope, documents } = await openSearch(open);
    await add('Notes', 'Espresso.');
    const document = await documents.create(scope, { title: 'Draft', body: 'Espresso.' });
    await documents.trash(scope, document.id);
    expect(await find('espresso')).toEqual(['Notes']);
    expect(await search({ ...scope, workspaceId: 'wsp_other' }, { q: 'espresso' })).toEqual([]);
  });
});

describe('search by meaning', () => {
  const open = sqliteOpener();
  const warnings: string[] = [];
  const logger = { warn: (_: unknown, message: string) => warnings.push(message) } as unknown as Meaning['logger'];
  const embedder = { model: 'm', dimensions: 1, embed: async () => [new Float32Array([1])], close: async () => {} };

  async function openNear(find: (passages: { id: string; source_id: string }[]) => { id: string; similarity: number }[]) {
    let query: () => Promise<unknown> = async () => [];
    const index = { count: async () => 2, query: () => query() } as unknown as Meaning['index'];
    const opened = await openSearch(open, () => ({ embedder, index, logger }));
    await opened.add('Near', 'It stays fresh in the fridge.');
    await opened.add('Word', 'Coffee is a drink.');
    const passages = await opened.database.read.selectFrom('passages').selectAll().orderBy('id').execute();
    query = async () => find(passages).map((match) => ({ ...match, sourceId: 'x' }));
    return opened;
  }

  it('adds what no word finds, says why, and leaves out what is far, gone or excluded', async () => {
    const { search, scope, find } = await openNear(([near]) => [
      { id: 'psg_gone', similarity: 0.9 },
      { id: near?.id ?? '', similarity: 0.8 },
    ]);
    expect((await search(scope, { q: 'coffee' })).map(({ title, why }) => [title, why])).toEqual([
      ['Word', ['words']],
      ['Near', ['meaning']],
    ]);
    expect(await find('coffee -fridge')).toEqual(['Word']);
    const far = await openNear(([near]) => [{ id: near?.id ?? '', similarity: 0.1 }]);
    expect(await far.find('coffee')).toEqual(['Word']);
  });

  it('goes on by words when the vectors are away', async () => {
    const { AppError } = await import('../shared/errors.ts');
    const { find } = await openNear(() => {
      throw new AppError('unavailable', 'the index is away');
    });
    expect(await find('coffee')).toEqual(['Word']);
    expect(warnings).toHaveLength(1);
  });
});

describe('snippetOf', () => {
  it('shows the words around the first one looked for', () => {
    const text = `${'filler words '.repeat(60)}the cold brew here ${'and more text '.repeat(60)}`;
    const snippet = snippetOf(text, [{ tokens: ['brew'], prefix: false }]);
    expect(snippet).toMatch(/^… .*cold brew here.* …$/);
    expect(snippet.length).toBeLessThan(260);
  });

  it('is a well-formed piece of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const snippet = snippetOf(text, [{ tokens: ['a'], prefix: true }]);
        expect(snippet.isWellFormed() || !text.isWellFormed()).toBe(true);
        expect(snippet.length).toBeLessThan(260);
      }),
    );
  });
});
