import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { parseSearchQuery } from '../shared/text/search-query.ts';
import { searchParts } from './search-parts.ts';

const numbered = (count: number, width = 1) => Array.from({ length: count }, (_, index) => index.toString(36).padStart(width, 'x'));

describe('parts of search tokens', () => {
  it.each([
    ['short ones', numbered(40_000)],
    ['long ones', numbered(20_000, 64)],
  ])('hold all of them in order, none too large, each beginning with the end of the one before: %s', (_name, words) => {
    const parts = searchParts(words.join(' ')).map((part) => part.split(' '));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect([part.length <= 16_383, part.join(' ').length <= 210_000]).toEqual([true, true]);
    expect(parts.flatMap((part, index) => (index === 0 ? part : part.slice(32)))).toEqual(words);
    for (const [index, part] of parts.slice(1).entries()) expect(part.slice(0, 32)).toEqual(parts[index]?.slice(-32));
  });

  it('are one for an ordinary text', () => {
    expect(searchParts('cold brew')).toEqual(['cold brew']);
    expect(searchParts('')).toEqual(['']);
  });
});

describeEachEngine('a long document', (open) => {
  it('is found by its phrases, and by words without spaces, also at its end, and no longer when they are gone', async () => {
    const { documents, scope, database } = await openLibrary(await open());
    const long = numbered(20_000).join(' ');
    const { id } = await documents.create(scope, { title: 'Long', body: `${long} cold brew steeps ${'水'.repeat(50)}咖啡` });
    const found = async (words: string): Promise<string[]> => {
      const hits = database.read.selectFrom(database.traits.matchTokens(parseSearchQuery(words)).as('hit'));
      return (await hits.select('hit.owner_id').execute()).map((row) => row.owner_id);
    };
    for (const words of ['"cold brew"', '咖啡', '"brew steeps"', '"fd0 fd1"']) expect(await found(words), words).toEqual([id]);
    for (const words of ['"brew cold"', '啡咖']) expect(await found(words), words).toEqual([]);
    await documents.save(scope, id, { body: 'Short now.' });
    expect([await found('"cold brew"'), await found('short')]).toEqual([[], [id]]);
  });
});
