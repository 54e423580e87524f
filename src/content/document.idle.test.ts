import { expect, it } from 'vitest';
import { addMember, colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';

describeEachEngine('drafts left alone', (open) => {
  it('become a revision of their writer, with what was typed and pasted, and can be typed on in', async () => {
    const { documents, scope, clock } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.putDraft(scope, id, { title: 'T', body: 'one pasted', origin: 'pasted' });
    const early = clock.now();
    const typed = await documents.putDraft(scope, id, { title: 'New', body: 'one pasted typed' });
    expect(await documents.saveIdleDrafts(early)).toBe(0);
    expect(await documents.saveIdleDrafts(clock.now())).toBe(1);
    expect(await documents.get(scope, id)).toMatchObject({ title: 'New', body: 'one pasted typed\n', revision: 2 });
    const revision = await documents.getRevision(scope, id, 2);
    expect(revision).toMatchObject({ createdBy: scope.userId, runId: null });
    expect(revision.spans.map((span) => span.origin)).toEqual(['typed', 'pasted', 'typed']);
    expect(await documents.saveIdleDrafts(clock.now())).toBe(0);
    const draft = await documents.putDraft(scope, id, { title: 'New', body: 'one pasted typed more' }, typed.version);
    expect(draft).toMatchObject({ version: typed.version + 1, baseRevision: 2 });
    expect(await documents.saveIdleDrafts(clock.now())).toBe(1);
    await documents.save(scope, id, { title: 'New', body: 'one pasted typed more' });
    expect((await documents.get(scope, id)).revision).toBe(3);
    expect(await documents.getDraft(scope, id)).toMatchObject({ baseRevision: 3, version: 3 });
  });

  it('stay drafts when somebody saved in between, or the document went to the trash', async () => {
    const { documents, scope, clock } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.putDraft(scope, id, { title: 'T', body: 'mine' });
    await documents.save(scope, id, { body: 'by program' });
    const gone = await documents.create(scope, { title: 'Gone', body: 'one' });
    await documents.putDraft(scope, gone.id, { title: 'Gone', body: 'two' });
    await documents.trash(scope, gone.id);
    expect(await documents.saveIdleDrafts(clock.now())).toBe(0);
    expect(await documents.get(scope, id)).toMatchObject({ body: 'by program\n', revision: 2 });
    expect(await documents.getDraft(scope, id)).toMatchObject({ body: 'mine\n', baseRevision: 1 });
  });

  it('of two writers are saved once: the second decides', async () => {
    const { documents, scope, clock, database } = await openLibrary(await open());
    const other = colleague(scope, 'editor');
    await addMember(database, other);
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    await documents.putDraft(scope, id, { title: 'T', body: 'mine' });
    await documents.putDraft(other, id, { title: 'T', body: 'theirs' });
    expect(await documents.saveIdleDrafts(clock.now())).toBe(1);
    expect((await documents.get(scope, id)).body).toBe('mine\n');
    expect(await documents.getDraft(other, id)).toMatchObject({ body: 'theirs\n', baseRevision: 1 });
  });

  it('of somebody who may no longer change the document stay drafts', async () => {
    const { documents, scope, clock, database } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    const [left, demoted] = [colleague(scope, 'editor'), colleague(scope, 'editor')];
    await addMember(database, { ...demoted, role: 'writer' });
    for (const person of [left, demoted]) await documents.putDraft(person, id, { title: 'T', body: 'no more' });
    expect(await documents.saveIdleDrafts(clock.now())).toBe(0);
    expect((await documents.get(scope, id)).body).toBe('one\n');
  });
});
