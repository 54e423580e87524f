import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import type { SearchQuery, SearchTerm } from '../shared/text/search-query.ts';
import type { Database } from './database.ts';

/** Tokens an engine's own parser would take apart, fold or drop. */
const words = [
  'cold',
  'brew',
  'brewing',
  "can't",
  '3.5',
  'naïve',
  'naive',
  'a-b',
  'c++',
  'the',
  "o''k",
  '咖啡',
  'back\\slash',
  '"q"',
  '&',
  ':*',
];

async function fill(database: Database, texts: readonly (readonly string[])[]): Promise<void> {
  await database.transaction(async (trx) => {
    await trx.deleteFrom('search_entries').execute();
    await trx
      .insertInto('workspaces')
      .values({ id: 'w', name: 'n', slug: 's', created_at: 1, updated_at: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const rows = texts.map((tokens, index) => ({
      workspace_id: 'w',
      owner_kind: 'passage' as const,
      owner_id: `p${index}`,
      parent_id: 'src',
      tokens: tokens.join(' '),
    }));
    if (rows.length > 0) await trx.insertInto('search_entries').values(rows).execute();
  });
}

async function found(database: Database, query: SearchQuery): Promise<string[]> {
  const rows = await database.read
    .selectFrom(database.traits.matchTokens(query).as('hit'))
    .select(['hit.owner_id', 'hit.score'])
    .where('hit.workspace_id', '=', 'w')
    .orderBy('hit.score', 'desc')
    .orderBy('hit.id')
    .execute();
  return rows.map((row) => row.owner_id);
}

const all = (...terms: (string | SearchTerm)[]): SearchQuery => ({ all: terms.map(toTerm), none: [] });
const toTerm = (term: string | SearchTerm): SearchTerm => (typeof term === 'string' ? { tokens: term.split(' '), prefix: false } : term);

/** What a search means, without an index. */
function matches(text: readonly string[], { all: wanted, none }: SearchQuery): boolean {
  const has = ({ tokens, prefix }: SearchTerm) =>
    text.some((_, start) =>
      tokens.every((token, offset) => {
        const word = text[start + offset] ?? '';
        return prefix && offset === tokens.length - 1 ? word.startsWith(token) : word === token;
      }),
    );
  return wanted.length > 0 && wanted.every(has) && !none.some(has);
}

const term = fc.record({ tokens: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }), prefix: fc.boolean() });
const query = fc.record({ all: fc.array(term, { maxLength: 3 }), none: fc.array(term, { maxLength: 2 }) });
const texts = fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }), { maxLength: 6 });

describeEachEngine('the search index', (open, engine) => {
  it('finds words, phrases, beginnings and what lacks a word', async () => {
    const database = await open();
    await fill(database, [['cold', 'brew', 'coffee'], ['brew', 'cold'], ['brewing', 'espresso'], ['tea']]);
    expect((await found(database, all('cold', 'brew'))).sort()).toEqual(['p0', 'p1']);
    expect(await found(database, all('cold brew'))).toEqual(['p0']);
    expect((await found(database, all({ tokens: ['brew'], prefix: true }))).sort()).toEqual(['p0', 'p1', 'p2']);
    expect(await found(database, { all: [toTerm('cold')], none: [toTerm('coffee')] })).toEqual(['p1']);
    expect(await found(database, { all: [], none: [toTerm('coffee')] })).toEqual([]);
  });

  it('puts the passage that says most about it first', async () => {
    const database = await open();
    await fill(database, [
      ['tea', 'and', 'then', 'some', 'coffee', 'with', 'milk'],
      ['coffee', 'coffee', 'brewed', 'coffee'],
      ['tea', 'tea', 'tea'],
    ]);
    expect(await found(database, all('coffee'))).toEqual(['p1', 'p0']);
  });

  it('follows changes and removals', async () => {
    const database = await open();
    await fill(database, [['cold'], ['cold']]);
    await database.transaction(async (trx) => {
      await trx.updateTable('search_entries').set({ tokens: 'hot' }).where('owner_id', '=', 'p0').execute();
      await trx.deleteFrom('search_entries').where('owner_id', '=', 'p1').execute();
    });
    expect(await found(database, all('cold'))).toEqual([]);
    expect(await found(database, all('hot'))).toEqual(['p0']);
  });

  if (engine === 'sqlite') {
    it('holds the same as the table after changes, so that its size and ranking stay right', async () => {
      const database = await open();
      await fill(database, [['cold'], ['brew', 'cold'], ['tea']]);
      await fill(database, [['cold', 'milk']]);
      const check = sql`insert into search_index (search_index, rank) values ('integrity-check', 1)`;
      await database.transaction(async (trx) => {
        await trx.updateTable('search_entries').set({ tokens: 'warm milk' }).execute();
        await check.execute(trx);
      });
    });
  }

  it('finds exactly what the query says, for tokens of every kind', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(texts, query, async (list, asked) => {
        await fill(database, list);
        const expected = list.flatMap((text, index) => (matches(text, asked) ? [`p${index}`] : []));
        expect((await found(database, asked)).sort()).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });
});
