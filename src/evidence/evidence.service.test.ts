import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { openSources } from '../../tests/support/sources.ts';
import { createDocumentService } from '../content/index.ts';
import type { Database } from '../database/database.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { checkDraft } from './check.ts';
import { claimRepository } from './claim.repository.ts';
import { createEvidenceService } from './evidence.service.ts';

const body = 'Cold brew steeps for 16 hours. Espresso is ready in 30 seconds. The moon is made of 12 cheeses.';
const text = 'Cold brew steeps for 16 hours.\n\nEspresso is ready in 30 seconds. It has a crema.';

/** A document that was checked against one source. */
async function checkedDocument(database: Database) {
  const { sources, scope } = await openSources(database);
  const documents = createDocumentService({ database, clock: { now: () => 5, monotonic: () => 5 } });
  const evidence = createEvidenceService({ database, documents, sources });
  const source = await sources.add(scope, { kind: 'text', title: 'Notes', text });
  const document = await documents.create(scope, { title: 'T', body, sources: [source.id] });
  const { claims } = await checkDraft({ body: document.body, sources: await sources.texts(scope, [source.id]), language: 'en' });
  await database.transaction((trx) => claimRepository(scope).replace(trx, document.id, document.revision, claims));
  const found = async () => {
    const { claims: now, ...rest } = await evidence.get(scope, document.id);
    return { ...rest, support: now.map(({ text: words, support }) => [words.slice(0, 8), support]), claims: now };
  };
  return { sources, documents, evidence, scope, source, document, found };
}

describeEachEngine('the evidence of a document', (open) => {
  it('follows what a person edits, and is back when they restore what was checked', async () => {
    const { documents, scope, document, found } = await checkedDocument(await open());
    expect(await found()).toMatchObject({
      ...{ revision: 1, isCurrent: true },
      support: [
        ['Cold bre', 'supported'],
        ['Espresso', 'supported'],
        ['The moon', 'unsupported'],
      ],
    });
    const edited = await documents.save(scope, document.id, { body: `😀 New in 2020.\n\n${body.replace('30 seconds', '40 seconds')}` });
    const after = await found();
    expect(after).toMatchObject({
      ...{ revision: 1, isCurrent: false },
      support: [
        ['😀 New i', 'unchecked'],
        ['Cold bre', 'supported'],
        ['Espresso', 'unchecked'],
        ['The moon', 'unsupported'],
      ],
    });
    const index = new CodePointIndex(edited.body);
    for (const { start, end, text: words } of after.claims) expect(index.slice(start, end)).toBe(words);
    await documents.restoreRevision(scope, document.id, 1);
    expect((await found()).support.map(([, support]) => support)).toEqual(['supported', 'supported', 'unsupported']);
  });

  it('follows a source that is mended', async () => {
    const { sources, scope, source, found } = await checkedDocument(await open());
    await sources.change(scope, source.id, { text: `A new beginning 😀.\n\n${text.replace('30 seconds', 'half a minute')}` });
    const { claims } = await found();
    expect(claims.map(({ support }) => support)).toEqual(['supported', 'unchecked', 'unsupported']);
    const quote = claims[0]?.quote;
    const index = new CodePointIndex(await sources.text(scope, source.id));
    expect(index.slice(quote?.start ?? 0, quote?.end ?? 0)).toBe('Cold brew steeps for 16 hours.');
  });

  it('stays when a source is deleted, and says so', async () => {
    const { sources, scope, source, found } = await checkedDocument(await open());
    await sources.remove(scope, source.id);
    const [first, , third] = (await found()).claims;
    expect(first).toMatchObject({ support: 'supported', note: expect.stringContaining('The source was deleted') });
    expect(third?.note ?? '').not.toContain('deleted');
  });

  it('says nothing of a document that was never checked', async () => {
    const { documents, evidence, scope } = await checkedDocument(await open());
    const { id } = await documents.create(scope, { title: 'T', body });
    expect(await evidence.get(scope, id)).toMatchObject({ revision: null, isCurrent: false, claims: [] });
  });
});
