import { expect, it } from 'vitest';
import { colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { openSources } from '../../tests/support/sources.ts';
import type { Database } from '../database/database.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { parseSearchQuery } from '../shared/text/search-query.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const note = {
  kind: 'text',
  title: 'Notes',
  text: 'Cold brew steeps for 16 hours.\n\nEspresso is ready in 30 seconds. 😀 It has a crema.',
} as const;

async function hits(database: Database, query: string): Promise<string[]> {
  const found = database.read.selectFrom(database.traits.matchTokens(parseSearchQuery(query)).as('hit'));
  return (await found.select('hit.parent_id').execute()).map((row) => row.parent_id);
}

async function passages(database: Database) {
  return database.read.selectFrom('passages').selectAll().orderBy('source_id').orderBy('ordinal').execute();
}

describeEachEngine('sources', (open) => {
  it('are stored with their text, passages, search tokens and work for the vectors', async () => {
    const { database, sources, scope } = await openSources(await open());
    const source = await sources.add(scope, note);
    expect(source).toMatchObject({
      kind: 'text',
      format: 'text',
      title: 'Notes',
      address: 'text:',
      localOnly: false,
      tags: [],
      version: 1,
    });
    expect(await sources.get(scope, source.id)).toEqual(source);
    const text = await sources.text(scope, source.id);
    const index = new CodePointIndex(text);
    expect(source.characters).toBe(index.length);
    const stored = await passages(database);
    expect(stored.length).toBeGreaterThan(1);
    for (const passage of stored) expect(index.slice(passage.start_offset, passage.end_offset)).toBe(passage.text);
    expect(await hits(database, '"30 seconds"')).toEqual([source.id]);
    expect(await hits(database, 'notes')).toEqual([source.id]);
    expect(await database.read.selectFrom('vector_tasks').select(['source_id', 'action']).execute()).toEqual([
      { source_id: source.id, action: 'index' },
    ]);
  });

  it('become local-only when the same content comes again with that mark, and never lose it so', async () => {
    const { sources, scope } = await openSources(await open());
    const known = await sources.add(scope, note);
    const marked = await sources.add(scope, { ...note, localOnly: true });
    expect(marked).toMatchObject({ id: known.id, localOnly: true, version: 2 });
    expect(await sources.add(scope, note)).toEqual(marked);
  });

  it('are the same source when the same content comes again, also at the same time', async () => {
    const { database, sources, scope } = await openSources(await open());
    const added = await Promise.all([sources.add(scope, note), sources.add(scope, note), sources.add(scope, { ...note, title: 'Other' })]);
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect((await sources.add(scope, note)).id).toBe(added[0].id);
    const bytes = new TextEncoder().encode(note.text);
    expect((await sources.addFile(scope, { name: 'notes.txt', bytes })).id).not.toBe(added[0].id);
    expect(await hits(database, 'espresso')).toHaveLength(2);
  });

  it('are made of stored files, which they keep', async () => {
    const files = new Map([['blob1', new TextEncoder().encode('# Recipe\n\nGrind the coffee coarsely.')]]);
    const { sources, scope, kept } = await openSources(await open(), files);
    const source = await sources.add(scope, { kind: 'blob', blobId: 'blob1', localOnly: true, tags: ['a'] });
    expect(source).toMatchObject({ format: 'markdown', address: 'file:blob1.md', blobAddress: 'blob1', localOnly: true, tags: ['a'] });
    expect([...kept]).toEqual([`blob1 for ${source.id}`]);
    await sources.remove(scope, source.id);
    expect([...kept]).toEqual([]);
    await expect(sources.add(scope, { kind: 'blob', blobId: 'none' })).rejects.toEqual(refusal('not_found'));
  });

  it('that cannot be read change nothing', async () => {
    const { database, sources, scope } = await openSources(await open());
    await expect(sources.addFile(scope, { name: 'x.bin', bytes: new Uint8Array([0, 1, 2, 255, 254, 0, 0, 9]) })).rejects.toMatchObject({
      hint: expect.any(String),
    });
    expect(await sources.list(scope)).toEqual({ items: [], nextCursor: null });
    expect(await passages(database)).toEqual([]);
  });

  it('are found by their mended text and title at once, and no longer by the ones before', async () => {
    const { database, sources, scope } = await openSources(await open());
    const { id } = await sources.add(scope, note);
    const text = (await sources.text(scope, id)).replace('16 hours', '18 hours');
    const mended = await sources.change(scope, id, { text, title: 'Barista diary', tags: ['x', 'x'], localOnly: true });
    expect(mended).toMatchObject({ title: 'Barista diary', tags: ['x'], localOnly: true, version: 2 });
    expect(mended.problems.map(({ code }) => code)).toEqual(['mended']);
    expect(await sources.text(scope, id)).toBe(text);
    expect([await hits(database, '"18 hours"'), await hits(database, '"16 hours"')]).toEqual([[id], []]);
    await sources.change(scope, id, { title: 'Roaster' });
    expect([await hits(database, 'roaster'), await hits(database, 'barista')]).toEqual([[id], []]);
    expect((await sources.get(scope, id)).problems).toHaveLength(1);
    await expect(sources.change(scope, id, { text: '\u0000 \n' })).rejects.toEqual(refusal('validation_failed'));
  });

  it('that two people mend at once keep one of the two whole', async () => {
    const { database, sources, scope } = await openSources(await open());
    const { id } = await sources.add(scope, note);
    const outcomes = await Promise.allSettled(['alpha', 'beta'].map((word) => sources.change(scope, id, { text: `Only ${word} here.` })));
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThan(0);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(refusal('conflict'));
    const text = await sources.text(scope, id);
    expect((await passages(database)).map((passage) => passage.text)).toEqual([text]);
  });

  it('are gone from everything when deleted; a cited one leaves its name', async () => {
    const { database, sources, scope } = await openSources(await open());
    const { documents } = await openLibrary(database);
    const [plain, cited] = [await sources.add(scope, note), await sources.add(scope, { ...note, text: 'Cited espresso.' })];
    const document = await documents.create(scope, { title: 'T', body: 'b', sources: [cited.id] });
    for (const { id } of [plain, cited]) await sources.remove(scope, id);
    expect(await hits(database, 'espresso')).toEqual([]);
    expect(await passages(database)).toEqual([]);
    expect((await sources.list(scope)).items).toEqual([]);
    for (const { id } of [plain, cited]) await expect(sources.get(scope, id)).rejects.toEqual(refusal('not_found'));
    const rows = await database.read.selectFrom('sources').select(['id', 'text', 'title']).execute();
    expect(rows).toEqual([{ id: cited.id, text: '', title: 'Notes' }]);
    expect((await documents.get(scope, document.id)).sources).toMatchObject([{ id: cited.id, title: 'Notes' }]);
    const tasks = await database.read.selectFrom('vector_tasks').select('action').execute();
    expect(tasks).toEqual([{ action: 'remove' }, { action: 'remove' }]);
    expect((await sources.add(scope, note)).id).not.toBe(plain.id);
  });

  it('are listed in pages, each once, in both orders', async () => {
    const { sources, scope } = await openSources(await open());
    for (let number = 0; number < 7; number += 1) await sources.add(scope, { kind: 'text', title: `S${number}`, text: `Text ${number}.` });
    for (const sort of ['-updatedAt', 'createdAt'] as const) {
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await sources.list(scope, { limit: 3, sort, cursor });
        titles.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const expected = Array.from({ length: 7 }, (_, number) => `S${number}`);
      expect(titles).toEqual(sort === 'createdAt' ? expected : expected.reverse());
    }
    const { nextCursor } = await sources.list(scope, { limit: 3 });
    await expect(sources.list(scope, { sort: 'createdAt', cursor: nextCursor ?? '' })).rejects.toEqual(refusal('validation_failed'));
  });

  it('are seen by their workspace only, and changed by those who may', async () => {
    const { sources, scope } = await openSources(await open());
    const { id } = await sources.add(scope, note);
    await expect(sources.get({ ...scope, workspaceId: 'wsp_other' }, id)).rejects.toEqual(refusal('not_found'));
    const viewer = colleague(scope, 'viewer');
    expect((await sources.get(viewer, id)).id).toBe(id);
    await expect(sources.add(viewer, note)).rejects.toEqual(refusal('forbidden'));
    await expect(sources.change(viewer, id, { title: 'X' })).rejects.toEqual(refusal('forbidden'));
    await expect(sources.remove({ ...scope, scopes: ['content:write'] }, id)).rejects.toEqual(refusal('forbidden'));
    expect(await sources.findOrAdd(scope, id)).toMatchObject({ id });
    expect(await sources.findOrAdd(scope, note)).toMatchObject({ id });
    await expect(sources.findOrAdd(scope, { kind: 'carrier pigeon' })).rejects.toEqual(refusal('validation_failed'));
  });
});
