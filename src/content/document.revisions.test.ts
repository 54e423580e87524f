import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { addSuggestion } from './document.suggestions.ts';
import { toNormalForm } from './markdown/normal-form.ts';
import { assertSpansCover } from './spans.ts';

const text = fc
  .array(fc.constantFrom('one', '*two*', '😀', '\n\n', '- three\n', 'four.', '# H\n\n', '`x`', 'é'), { maxLength: 8 })
  .map((parts) => parts.join(' '));

type Action =
  | { kind: 'save'; body: string }
  | { kind: 'suggestion'; body: string }
  | { kind: 'draft'; body: string; origin: 'typed' | 'pasted' }
  | { kind: 'save draft' }
  | { kind: 'idle' }
  | { kind: 'discard' }
  | { kind: 'trash' }
  | { kind: 'restore'; which: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('save' as const), body: text }),
  fc.record({ kind: fc.constant('draft' as const), body: text, origin: fc.constantFrom('typed' as const, 'pasted' as const) }),
  ...(['save draft', 'idle', 'discard', 'trash'] as const).map((kind) => fc.constant({ kind })),
  fc.record({ kind: fc.constant('suggestion' as const), body: text }),
  fc.record({ kind: fc.constant('restore' as const), which: fc.nat() }),
);
type Library = Awaited<ReturnType<typeof openLibrary>>;

async function perform({ documents, scope, database, clock }: Library, id: string, done: Action): Promise<unknown> {
  const { revision } = await documents.get(scope, id);
  if (done.kind === 'save') return documents.save(scope, id, { body: done.body });
  if (done.kind === 'draft') return documents.putDraft(scope, id, { title: 'T', body: done.body, origin: done.origin });
  if (done.kind === 'discard') return documents.discardDraft(scope, id);
  if (done.kind === 'idle') return documents.saveIdleDrafts(clock.now());
  if (done.kind === 'save draft') return documents.save(scope, id, { body: (await documents.getDraft(scope, id)).body });
  if (done.kind === 'restore') return documents.restoreRevision(scope, id, 1 + (done.which % revision));
  if (done.kind === 'trash') {
    await documents.trash(scope, id);
    return documents.restoreFromTrash(scope, id);
  }
  const made = { documentId: id, runId: null, baseRevision: revision, section: null, body: done.body };
  const suggestion = await database.transaction((trx) => addSuggestion(trx, scope, made, clock.now()));
  return documents.acceptSuggestion(scope, id, suggestion.id);
}

describeEachEngine('revisions, whatever is done to a document,', (open) => {
  it('are numbered without a gap, never change, say the document, and know where every piece of it came from', async () => {
    const library = await openLibrary(await open());
    const { documents, scope } = library;
    const property = fc.asyncProperty(text, fc.array(action, { minLength: 1, maxLength: 8 }), async (first, actions) => {
      const { id } = await documents.create(scope, { title: 'T', body: first });
      const seen = [JSON.stringify(await documents.getRevision(scope, id, 1))];
      for (const done of actions) {
        const restored = done.kind === 'restore' ? JSON.parse(seen[done.which % seen.length] as string) : null;
        await perform(library, id, done);
        const { revision, body } = await documents.get(scope, id);
        expect(revision - seen.length, done.kind).toBeLessThanOrEqual(1);
        if (restored !== null) expect(body).toBe(restored.body);
        const newest = await documents.getRevision(scope, id, revision);
        expect(newest.body).toBe(body);
        expect(toNormalForm(body)).toBe(body);
        assertSpansCover(newest.spans, body);
        // A person put it there, or it came with a suggestion.
        for (const span of newest.spans) expect(span.by ?? span.origin).toBe(span.origin === 'model' ? 'model' : scope.userId);
        if (revision > seen.length) seen.push(JSON.stringify(newest));
        const draft = await documents.getDraft(scope, id);
        assertSpansCover(draft.spans, draft.body);
        expect(draft.baseRevision).toBeLessThanOrEqual(revision);
      }
      for (const [at, known] of seen.entries()) expect(JSON.stringify(await documents.getRevision(scope, id, at + 1))).toBe(known);
    });
    await fc.assert(property, { numRuns: 25 });
  }, 60_000);
});
