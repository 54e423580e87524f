import { describe, expect, it } from 'vitest';
import { isAppError } from '../shared/errors.ts';
import { checkLines, type EvidenceLine } from './evidence-lines.ts';

async function all(lines: Iterable<string>): Promise<EvidenceLine[]> {
  const results: EvidenceLine[] = [];
  for await (const result of checkLines(lines)) results.push(result);
  return results;
}

const line = (value: unknown) => JSON.stringify(value);
const evidence = ['The bridge was opened in 1932.', 'It is 1,149 metres long and carries eight lanes.'];

describe('checkLines', () => {
  it('checks each claim against its own evidence, in order, and keeps its ID', async () => {
    const results = await all([
      line({ id: 'a', claim: 'The bridge was opened in 1932.', evidence }),
      '',
      line({ id: 7, claim: 'The bridge was opened in 1958.', evidence }),
      line({ claim: 'Whales sing in the northern ocean.', evidence: evidence.join(' ') }),
      line({ claim: 'Anything at all is true.', evidence: [] }),
    ]);
    expect(results.map(({ line: number, id, support }) => [number, id, support])).toEqual([
      [1, 'a', 'supported'],
      [3, 7, 'contradicted'],
      [4, undefined, 'unsupported'],
      [5, undefined, 'unchecked'],
    ]);
    expect(results[0]?.quote?.exact).toBe('The bridge was opened in 1932.');
    for (const { probability } of results) expect(probability).toBeGreaterThan(0);
  });

  it('holds one line at a time', async () => {
    let read = 0;
    function* endless(): Generator<string> {
      for (;;) {
        read += 1;
        yield line({ claim: `Claim ${read} of many.`, evidence });
      }
    }
    for await (const result of checkLines(endless())) if (result.line === 3) break;
    expect(read).toBe(3);
  });

  it.each([
    ['not json', /Line 2 is not JSON/],
    ['{"claim": "x"}', /Line 2 is not a claim/],
    ['{"claim": "", "evidence": []}', /Line 2 is not a claim/],
    ['[1]', /Line 2 is not a claim/],
  ])('names the line that is wrong: %s', async (wrong, message) => {
    const failure = await all([line({ claim: 'Bees dance.', evidence }), wrong]).catch((error: unknown) => error);
    expect(isAppError(failure, 'validation_failed')).toBe(true);
    expect((failure as Error).message).toMatch(message);
  });
});
