import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colleague, openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { Document, Revision } from './document.ts';

type Library = Awaited<ReturnType<typeof openLibrary>>;

/** `seen`: how many versions ago who saves has last looked; null for a program that does not say. */
type Save = { act: 'save'; by: 'owner' | 'colleague'; body: string; seen: number | null };
type Action = Save | { act: 'race'; saves: Save[] } | { act: 'draft'; body: string } | { act: 'restore'; back: number } | { act: 'trash' };

const body = fc.constantFrom('one', 'two *words*', '# Three\n\nlines', 'four[^1]\n\n[^1]: note', '');
const save: fc.Arbitrary<Save> = fc.record({
  act: fc.constant('save'),
  by: fc.constantFrom('owner', 'colleague'),
  body,
  seen: fc.constantFrom(null, 0, 0, 1, 2),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: save },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('race'), saves: fc.array(save, { minLength: 2, maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('draft'), body }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('restore'), back: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('trash') }) },
);

async function perform({ documents, scope }: Library, { id, version, revision }: Document, action: Action): Promise<Document | null> {
  switch (action.act) {
    case 'save':
      return documents.save(
        action.by === 'owner' ? scope : colleague(scope, 'editor'),
        id,
        { body: action.body },
        action.seen === null ? undefined : version - action.seen,
      );
    case 'draft':
      await documents.putDraft(scope, id, { title: 'T', body: action.body }, (await documents.getDraft(scope, id)).version);
      return null;
    case 'restore':
      return documents.restoreRevision(scope, id, Math.max(1, revision - action.back));
    case 'trash':
      await documents.trash(scope, id, version);
      return documents.restoreFromTrash(scope, id);
    case 'race':
      throw new Error('A race is several saves');
  }
}

describeEachEngine('revisions, whatever is done to a document', (open) => {
  it('are numbered without a gap, never change, and end with the document; a save over an unseen version changes nothing', async () => {
    const library = await openLibrary(await open());
    const { documents, scope } = library;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), async (actions) => {
        let now = await documents.create(scope, { title: 'T', body: 'begin' });
        const known: Revision[] = [await documents.getRevision(scope, now.id, 1)];
        for (const each of actions) {
          const before = now;
          const parts = each.act === 'race' ? each.saves : [each];
          const outcomes = await Promise.allSettled(parts.map((part) => perform(library, before, part)));
          now = await documents.get(scope, before.id);
          expectRefusedOnlyUnseen(parts, outcomes);
          const made = now.revision - before.revision;
          expect(made).toBeGreaterThanOrEqual(0);
          expect(made).toBeLessThanOrEqual(outcomes.filter(({ status }) => status === 'fulfilled').length);
          for (let number = before.revision + 1; number <= now.revision; number += 1) {
            known.push(await documents.getRevision(scope, now.id, number));
          }
          expect(known.map(({ number }) => number)).toEqual(known.map((_, index) => index + 1));
          expect(known.at(-1)).toMatchObject({ number: now.revision, title: now.title, body: now.body });
        }
        for (const revision of known) expect(await documents.getRevision(scope, now.id, revision.number)).toEqual(revision);
      }),
      { numRuns: 20 },
    );
  });
});

/** A save is refused only when it rests on a version that is no longer the newest, and then as `revision_mismatch`. */
function expectRefusedOnlyUnseen(parts: readonly Action[], outcomes: readonly PromiseSettledResult<unknown>[]): void {
  for (const [index, outcome] of outcomes.entries()) {
    const part = parts[index] as Action;
    const isStale = part.act === 'save' && part.seen !== null && part.seen > 0;
    if (outcome.status === 'fulfilled') expect(isStale, JSON.stringify(part)).toBe(false);
    else {
      expect(outcome.reason).toMatchObject({ code: 'revision_mismatch' });
      expect(isStale || parts.length > 1, JSON.stringify(part)).toBe(true);
    }
  }
}
