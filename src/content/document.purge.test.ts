import { expect, it } from 'vitest';
import { addSource, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { Database } from '../database/database.ts';
import { toJson } from '../database/json.ts';
import { newId } from '../shared/ids.ts';
import { addSuggestion } from './document.suggestions.ts';

const words = 'very private words';

/** A run that made a document, with what it keeps of its text. */
async function addRun(database: Database, workspaceId: string, documentId: string): Promise<string> {
  const id = newId('run');
  const none = { waiting_for: null, section: null, author: null, model: null, budget_micros: null, error: null, api_key_id: null };
  const lease = { priority: 0, event_seq: 2, lease_holder: null, lease_token: 0, lease_expires_at: null, cancel_requested: 0 as const };
  const times = { created_by: 'usr', created_at: 1, started_at: 1, finished_at: 2 };
  const what = { kind: 'write' as const, status: 'succeeded' as const, graph_version: 1, brief: toJson({}), sources: toJson([]) };
  const own = { workspace_id: workspaceId, run_id: id };
  await database.transaction(async (trx) => {
    await trx
      .insertInto('runs')
      .values({ id, workspace_id: workspaceId, document_id: documentId, ...what, ...none, ...lease, ...times })
      .execute();
    const step = { name: 'compose', ordinal: 1, status: 'succeeded' as const, attempt: 1, input: null, error: null };
    await trx
      .insertInto('steps')
      .values({ ...own, ...step, result: toJson({ body: words }), started_at: 1, finished_at: 2 })
      .execute();
    const events = [
      { type: 'text.delta', data: toJson({ text: words }) },
      { type: 'done', data: toJson({}) },
    ];
    await trx
      .insertInto('run_events')
      .values(events.map((event, at) => ({ ...own, ...event, seq: at + 1, created_at: 1 })))
      .execute();
  });
  return id;
}

describeEachEngine('a purged document', (open) => {
  it('leaves no word of it anywhere, and the run with what it cost', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const source = await addSource(database, scope, 'Notes');
    const { id } = await documents.create(scope, { title: words, body: words, sources: [source] });
    const kept = await documents.create(scope, { title: 'Kept', body: 'kept words' });
    const [run, other] = [await addRun(database, scope.workspaceId, id), await addRun(database, scope.workspaceId, kept.id)];
    await documents.putDraft(scope, id, { title: words, body: `${words} more` });
    const suggestion = { documentId: id, runId: run, baseRevision: 1, section: null, body: words };
    await database.transaction((trx) => addSuggestion(trx, scope, suggestion, 5));
    await documents.trash(scope, id);
    await documents.purge(scope, id);
    for (const table of ['documents', 'revisions', 'drafts', 'suggestions', 'document_sources', 'search_entries'] as const)
      expect(toJson(await database.read.selectFrom(table).selectAll().execute())).not.toMatch(/very private|\bprivate\b/);
    const steps = await database.read.selectFrom('steps').select('run_id').execute();
    expect(steps).toEqual([{ run_id: other }]);
    const events = await database.read.selectFrom('run_events').select(['run_id', 'type']).orderBy('type').execute();
    expect(events.filter((event) => event.run_id === run)).toEqual([{ run_id: run, type: 'done' }]);
    expect(events.filter((event) => event.run_id === other)).toHaveLength(2);
    const rows = await database.read.selectFrom('runs').select(['id', 'document_id']).execute();
    expect(rows.find((row) => row.id === run)).toEqual({ id: run, document_id: null });
  });
});
