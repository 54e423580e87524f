import { expect, it } from 'vitest';
import { addSource, colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { Database } from '../database/database.ts';
import { parseSearchQuery } from '../shared/text/search-query.ts';
import { createDocument, saveRevision } from './document.save.ts';
import { prepareText } from './text-thread.ts';

const refusal = (code: string) => expect.objectContaining({ code });

async function found(database: Database, words: string): Promise<string[]> {
  const rows = await database.read
    .selectFrom(database.traits.matchTokens(parseSearchQuery(words)).as('m'))
    .select('m.owner_id')
    .execute();
  return rows.map((row) => row.owner_id);
}

describeEachEngine('documents', (open) => {
  it('are begun, read and saved; a save that changes nothing makes nothing', async () => {
    const { documents, scope } = await openLibrary(await open());
    const made = await documents.create(scope, { title: ' Cold  brew ', body: '*a*\n\n* b' });
    expect(made).toMatchObject({ title: 'Cold brew', body: '*a*\n\n- b\n', revision: 1, version: 1, author: 'person', status: 'draft' });
    expect(made.metadata).toMatchObject({ slug: 'cold-brew', description: 'Cold brew: a', keywords: [] });
    const saved = await documents.save(scope, made.id, { body: 'New text.', metadata: { slug: 'mine', keywords: ['k'] } }, 1);
    expect(saved).toMatchObject({ title: 'Cold brew', body: 'New text.\n', revision: 2, version: 2 });
    expect(saved.metadata).toMatchObject({ slug: 'mine', description: 'Cold brew: New text.', keywords: ['k'] });
    expect(await documents.save(scope, made.id, { title: 'Cold brew', body: 'New text.' }, 2)).toEqual(saved);
    expect(await documents.get(scope, made.id)).toEqual(saved);
    const reviewed = await documents.save(scope, made.id, { status: 'in_review', metadata: { slug: null } });
    expect(reviewed).toMatchObject({ status: 'in_review', revision: 3, metadata: { slug: 'cold-brew' } });
    expect(await documents.save(scope, made.id, { status: 'approved' })).toMatchObject({ status: 'approved', revision: 3, version: 4 });
  });

  it('are not overwritten by who has not seen the newest version', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    const tries = await Promise.allSettled(['two', 'three', 'four'].map((body) => documents.save(scope, id, { body }, 1)));
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    for (const each of tries) if (each.status === 'rejected') expect(each.reason).toEqual(refusal('revision_mismatch'));
    expect((await documents.get(scope, id)).revision).toBe(2);
  });

  it('keep the origin of every piece of their text', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const run = { origin: 'model', model: 'openai/x', runId: 'run_1' } as const;
    const text = await prepareText('T', 'Written by a model.', 'en');
    const { id } = await database.transaction((trx) =>
      createDocument(trx, scope, { text, type: 'article', author: 'model', origin: run, runId: 'run_1' }, 1),
    );
    await documents.save(scope, id, { body: 'Written by a careful model.' });
    const { spans, body } = await documents.getRevision(scope, id, 2);
    expect(spans.map((span) => [body.slice(span.start, span.end), span.origin, span.by ?? null])).toEqual([
      ['Written by a ', 'model', null],
      ['careful ', 'typed', scope.userId],
      ['model.\n', 'model', null],
    ]);
    expect(await documents.getRevision(scope, id, 1)).toMatchObject({ runId: 'run_1', spans: [{ start: 0, end: 20, ...run }] });
  });

  it('are saved together with what else is committed, or not at all', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    const edit = { text: await prepareText('T', 'two', 'en'), origin: { origin: 'extractive', runId: 'run_1' } as const };
    const failed = database.transaction(async (trx) => {
      await saveRevision(trx, scope, id, edit, 5);
      throw new Error('step failed');
    });
    await expect(failed).rejects.toThrow('step failed');
    expect(await documents.get(scope, id)).toMatchObject({ body: 'one\n', revision: 1 });
    await database.transaction((trx) => saveRevision(trx, scope, id, edit, 5));
    expect(await documents.get(scope, id)).toMatchObject({ body: 'two\n', revision: 2 });
  });

  it('name their sources, in order, and only those there are', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const [one, two] = [await addSource(database, scope, 'One'), await addSource(database, scope, 'Two')];
    const { id, sources } = await documents.create(scope, { title: 'T', sources: [two, one] });
    expect(sources.map((source) => source.title)).toEqual(['Two', 'One']);
    expect((await documents.list(scope)).items[0]?.sources).toEqual(sources);
    expect(await documents.save(scope, id, { sources: [one] })).toMatchObject({ sources: [{ id: one }], revision: 1, version: 2 });
    expect((await documents.list(scope, { source: one })).items.map((item) => item.id)).toEqual([id]);
    expect((await documents.list(scope, { source: two })).items).toEqual([]);
    await expect(documents.save(scope, id, { sources: ['src_x'] })).rejects.toEqual(refusal('validation_failed'));
  });

  it('are listed page by page, each once, though others change meanwhile', async () => {
    const { documents, scope } = await openLibrary(await open());
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c', 'd', 'e']) ids.push((await documents.create(scope, { title })).id);
    const first = await documents.list(scope, { limit: 2 });
    expect(first.items.map((item) => item.title)).toEqual(['e', 'd']);
    await documents.save(scope, ids[4] as string, { title: 'e2' });
    const second = await documents.list(scope, { limit: 2, cursor: first.nextCursor as string });
    const third = await documents.list(scope, { limit: 2, cursor: second.nextCursor as string });
    expect([...second.items, ...third.items].map((item) => item.title)).toEqual(['c', 'b', 'a']);
    expect(third.nextCursor).toBeNull();
    expect((await documents.list(scope, { sort: 'createdAt', limit: 1 })).items[0]?.title).toBe('a');
    await expect(documents.list(scope, { sort: 'createdAt', cursor: first.nextCursor as string })).rejects.toEqual(
      refusal('validation_failed'),
    );
  });

  it('are found by their words until they are in the trash', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'Café culture', body: 'About espresso.' });
    expect(await found(database, 'cafe espresso')).toEqual([id]);
    await documents.save(scope, id, { body: 'About tea.' });
    expect(await found(database, 'espresso')).toEqual([]);
    await documents.trash(scope, id);
    expect(await found(database, 'tea')).toEqual([]);
    await documents.restoreFromTrash(scope, id);
    expect(await found(database, 'tea')).toEqual([id]);
  });

  it('belong to one workspace', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T' });
    const stranger = { ...scope, workspaceId: 'wsp_other' };
    await expect(documents.get(stranger, id)).rejects.toEqual(refusal('not_found'));
    await expect(documents.save(stranger, id, { body: 'x' })).rejects.toEqual(refusal('not_found'));
    await expect(documents.trash(stranger, id)).rejects.toEqual(refusal('not_found'));
    expect((await documents.list(stranger)).items).toEqual([]);
  });

  it('are changed by who may', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T' });
    const writer = colleague(scope, 'writer');
    await expect(documents.save(writer, id, { body: 'x' })).rejects.toEqual(refusal('forbidden'));
    const own = await documents.create(writer, { title: 'Own' });
    await expect(documents.save(writer, own.id, { status: 'published' })).rejects.toEqual(refusal('forbidden'));
    await expect(documents.create(colleague(scope, 'viewer'), { title: 'x' })).rejects.toEqual(refusal('forbidden'));
    await expect(documents.get({ ...scope, scopes: ['runs:write'] }, id)).rejects.toEqual(refusal('forbidden'));
    await documents.save(colleague(scope, 'editor'), own.id, { status: 'published' });
  });
});
