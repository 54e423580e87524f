import { expect, it } from 'vitest';
import { addSource, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';

const refusal = (code: string) => expect.objectContaining({ code });

describeEachEngine('article files', (open) => {
  it('exported, imported and exported again are the same bytes', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const source = await addSource(database, scope, 'Notes');
    const body = 'Said so.[^1]\n\n[^1]: [Notes](text:) — “so”\n';
    const made = await documents.create(scope, { title: 'A “title”', body, sources: [source], metadata: { keywords: ['k'], slug: 'own' } });
    const file = await documents.export(scope, made.id, 'md');
    expect(file).toMatchObject({ fileName: 'own.md', mediaType: 'text/markdown; charset=utf-8' });
    const { document, problems } = await documents.importMarkdown(scope, String(file.content), 'x');
    expect(problems).toEqual([]);
    expect(document).toMatchObject({ title: made.title, body, sources: made.sources, metadata: made.metadata });
    expect((await documents.export(scope, document.id, 'md')).content).toBe(file.content);
    expect((await documents.getRevision(scope, document.id, 1)).spans).toMatchObject([{ origin: 'imported', by: scope.userId }]);
  });

  it('that name sources of elsewhere say so', async () => {
    const { documents, scope } = await openLibrary(await open());
    const file = '---\ntitle: T\nsources:\n  - {id: src_x, title: N, address: "text:", sha256: ab}\n---\nText.\n';
    const { document, problems } = await documents.importMarkdown(scope, file, 'x');
    expect([document.sources, problems]).toEqual([[], ['1 of the 1 sources the file names are not in this workspace.']]);
    await expect(documents.importMarkdown(scope, '---\ntitle: [\n---\n', 'x')).rejects.toEqual(refusal('validation_failed'));
    expect((await documents.list(scope)).items).toHaveLength(1);
  });

  it('are exported in every format', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id } = await documents.create(scope, { title: 'T', body: 'Text.' });
    expect(String((await documents.export(scope, id, 'html')).content)).toContain('<p>Text.</p>');
    expect(
      Buffer.from((await documents.export(scope, id, 'docx')).content as Uint8Array)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});
