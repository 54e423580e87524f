import { expect, it } from 'vitest';
import { colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { addSuggestion } from './index.ts';

const refusal = (code: string) => expect.objectContaining({ code });

describeEachEngine('suggestions', (open) => {
  async function openWithSuggestion(section: string | null, body: string) {
    const library = await openLibrary(await open());
    const { scope, documents, database } = library;
    const { id } = await documents.create(scope, { title: 'T', body: '## One\n\nMine.\n\n## Two\n\nAlso mine.' });
    const made = { documentId: id, runId: 'run_1', baseRevision: 1, section, body };
    const suggestion = await database.transaction((trx) => addSuggestion(trx, scope, made, 5));
    return { ...library, id, suggestion };
  }

  it('change nothing until a person accepts them', async () => {
    const { documents, scope, id, suggestion } = await openWithSuggestion('two', '## Two\n\nTheirs and mine.');
    expect((await documents.listSuggestions(scope, id)).items).toEqual([suggestion]);
    expect((await documents.get(scope, id)).revision).toBe(1);
    await expect(documents.acceptSuggestion(scope, id, suggestion.id, 9)).rejects.toEqual(refusal('revision_mismatch'));
    const accepted = await documents.acceptSuggestion(scope, id, suggestion.id, 1);
    expect(accepted).toMatchObject({ body: '## One\n\nMine.\n\n## Two\n\nTheirs and mine.\n', revision: 2 });
    const { spans, body, runId } = await documents.getRevision(scope, id, 2);
    expect(runId).toBe('run_1');
    expect(spans.filter((span) => span.origin === 'model').map((span) => body.slice(span.start, span.end).trim())).toEqual([
      'Theirs',
      'and',
    ]);
    expect((await documents.listSuggestions(scope, id)).items).toEqual([]);
    await expect(documents.acceptSuggestion(scope, id, suggestion.id)).rejects.toEqual(refusal('conflict'));
  });

  it('are rejected, or refused when their section is gone or the person may not', async () => {
    const { documents, scope, id, suggestion } = await openWithSuggestion('three', 'x');
    await expect(documents.acceptSuggestion(scope, id, suggestion.id)).rejects.toEqual(refusal('conflict'));
    expect((await documents.listSuggestions(scope, id)).items).toHaveLength(1);
    await expect(documents.rejectSuggestion(colleague(scope, 'viewer'), id, suggestion.id)).rejects.toEqual(refusal('forbidden'));
    await documents.rejectSuggestion(scope, id, suggestion.id);
    expect((await documents.listSuggestions(scope, id)).items).toEqual([]);
    await expect(documents.rejectSuggestion(scope, id, 'sug_x')).rejects.toEqual(refusal('not_found'));
  });
});
