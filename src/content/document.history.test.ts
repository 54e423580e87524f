import { expect, it } from 'vitest';
import { colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';

const refusal = (code: string) => expect.objectContaining({ code });

describeEachEngine('drafts', (open) => {
  it('are kept per person, and say the document before there is one', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id, version } = await documents.create(scope, { title: 'T', body: 'one' });
    expect(await documents.getDraft(scope, id)).toMatchObject({ title: 'T', body: 'one\n', version, baseRevision: 1 });
    const draft = await documents.putDraft(scope, id, { title: ' T  1 ', body: 'one two' }, version);
    expect(draft).toMatchObject({ title: 'T 1', body: 'one two\n', baseRevision: 1 });
    expect(await documents.getDraft(scope, id)).toEqual(draft);
    expect((await documents.get(scope, id)).body).toBe('one\n');
    expect(await documents.getDraft(colleague(scope, 'editor'), id)).toMatchObject({ body: 'one\n', version });
  });

  it('answer the same again, and refuse what was typed on top of another version', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id, version } = await documents.create(scope, { title: 'T', body: 'one' });
    const put = (body: string, expected?: number) => documents.putDraft(scope, id, { title: 'T', body }, expected);
    const draft = await put('two', version);
    expect(await put('two', version)).toEqual(draft);
    await expect(put('three', version)).rejects.toEqual(refusal('revision_mismatch'));
    expect(await put('three', draft.version)).toMatchObject({ version: draft.version + 1 });
    const tries = await Promise.allSettled(['four', 'five', 'six'].map((body) => put(body, draft.version + 1)));
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  it('refuse the first words of who has not seen what somebody saved since', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id, version } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.save(colleague(scope, 'editor'), id, { body: 'one by a colleague' });
    await expect(documents.putDraft(scope, id, { title: 'T', body: 'one mine' }, version)).rejects.toEqual(refusal('revision_mismatch'));
  });

  it('refuse a window that was left open while the draft ended and another began', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id, version } = await documents.create(scope, { title: 'T', body: 'one' });
    const put = (body: string, expected?: number) => documents.putDraft(scope, id, { title: 'T', body }, expected);
    const left = await put('two', version);
    await documents.save(scope, id, { body: 'two' });
    await put('three', (await documents.getDraft(scope, id)).version);
    await expect(put('two and more', left.version)).rejects.toEqual(refusal('revision_mismatch'));
    await documents.discardDraft(scope, id);
    await put('four');
    await expect(put('three and more', left.version)).rejects.toEqual(refusal('revision_mismatch'));
    expect((await documents.getDraft(scope, id)).body).toBe('four\n');
  });

  it('end with the save of their text, which keeps what was typed and what was pasted', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.putDraft(scope, id, { title: 'T', body: 'one pasted', origin: 'pasted' });
    await documents.putDraft(scope, id, { title: 'T', body: 'one pasted typed' });
    const { version } = await documents.save(scope, id, { body: 'one pasted typed' }, 1);
    expect((await documents.getRevision(scope, id, 2)).spans.map((span) => span.origin)).toEqual(['typed', 'pasted', 'typed']);
    expect(await documents.getDraft(scope, id)).toMatchObject({ version, baseRevision: 2 });
  });

  it('stay when another text is saved, and go when discarded', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    const draft = await documents.putDraft(scope, id, { title: 'T', body: 'mine' });
    const { version } = await documents.save(scope, id, { body: 'by program' });
    expect(await documents.getDraft(scope, id)).toEqual(draft);
    await documents.discardDraft(scope, id);
    expect(await documents.getDraft(scope, id)).toMatchObject({ body: 'by program\n', baseRevision: 2, version });
  });
});

describeEachEngine('revisions', (open) => {
  it('are listed newest first, named, compared and never change', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'The first text' });
    await documents.save(scope, id, { body: 'The second text', revisionName: 'sent' });
    await documents.save(scope, id, { body: 'The third text' });
    const first = await documents.listRevisions(scope, id, { limit: 2 });
    expect(first.items.map(({ number, name }) => [number, name])).toEqual([
      [3, null],
      [2, 'sent'],
    ]);
    const second = await documents.listRevisions(scope, id, { limit: 2, cursor: first.nextCursor as string });
    expect([second.items.map((item) => item.number), second.nextCursor]).toEqual([[1], null]);
    expect(await documents.compareRevisions(scope, id, 1, 3)).toEqual({
      from: 1,
      to: 3,
      changes: [
        { kind: 'same', text: 'The ' },
        { kind: 'removed', text: 'first' },
        { kind: 'added', text: 'third' },
        { kind: 'same', text: ' text\n' },
      ],
    });
    expect(await documents.nameRevision(scope, id, 1, 'begin')).toMatchObject({ name: 'begin', body: 'The first text\n' });
    await expect(documents.getRevision(scope, id, 9)).rejects.toEqual(refusal('not_found'));
  });

  it('are restored as a new revision, with their metadata and origins', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one', metadata: { slug: 'chosen' } });
    const old = await documents.getRevision(scope, id, 1);
    await documents.save(colleague(scope, 'editor'), id, { title: 'U', body: 'two', metadata: { slug: null } });
    expect(await documents.restoreRevision(scope, id, 1)).toMatchObject({
      title: 'T',
      body: 'one\n',
      revision: 3,
      metadata: { slug: 'chosen' },
    });
    expect((await documents.getRevision(scope, id, 3)).spans).toEqual(old.spans);
    expect((await documents.getRevision(scope, id, 2)).body).toBe('two\n');
    await expect(documents.restoreRevision(scope, id, 2, 1)).rejects.toEqual(refusal('revision_mismatch'));
  });
});

describeEachEngine('a revision of an older normal form', (open) => {
  it('is restored in the form of today, with its origins', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.save(scope, id, { body: 'two' });
    const old = { body: '* one\n', spans: JSON.stringify([{ start: 0, end: 6, origin: 'pasted', by: scope.userId }]) };
    await database.transaction((trx) => trx.updateTable('revisions').set(old).where('number', '=', 1).execute());
    expect((await documents.restoreRevision(scope, id, 1)).body).toBe('- one\n');
    const { spans } = await documents.getRevision(scope, id, 3);
    expect(spans.map(({ origin, end }) => [origin, end])).toEqual([
      ['typed', 1],
      ['pasted', 6],
    ]);
  });
});

describeEachEngine('trash', (open) => {
  it('holds documents until they are restored or purged', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await expect(documents.trash(scope, id, 7)).rejects.toEqual(refusal('revision_mismatch'));
    await documents.trash(scope, id, 1);
    await expect(documents.get(scope, id)).rejects.toEqual(refusal('not_found'));
    await expect(documents.save(scope, id, { body: 'x' })).rejects.toEqual(refusal('not_found'));
    expect((await documents.list(scope)).items).toEqual([]);
    expect((await documents.listTrash(scope)).items.map((item) => item.id)).toEqual([id]);
    expect(await documents.restoreFromTrash(scope, id)).toMatchObject({ body: 'one\n', revision: 1, deletedAt: null });
    await expect(documents.purge(scope, id)).rejects.toEqual(refusal('not_found'));
  });

  it('is emptied for good, one by one or by age', async () => {
    const { documents, scope, database, clock } = await openLibrary(await open());
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c']) ids.push((await documents.create(scope, { title, body: 'x' })).id);
    const [a, b, c] = ids as [string, string, string];
    await documents.putDraft(scope, b, { title: 'b', body: 'draft' });
    for (const id of [a, b]) await documents.trash(scope, id);
    await expect(documents.purge(colleague(scope, 'editor'), a)).rejects.toEqual(refusal('forbidden'));
    await documents.purge(scope, a);
    const before = clock.now();
    await documents.trash(scope, c);
    expect(await documents.purgeTrashedBefore(before)).toBe(1);
    expect((await documents.listTrash(scope)).items.map((item) => item.id)).toEqual([c]);
    for (const table of ['revisions', 'drafts'] as const) {
      const rows = await database.read.selectFrom(table).select('document_id').execute();
      expect(rows.filter((row) => row.document_id !== c)).toEqual([]);
    }
  });
});
