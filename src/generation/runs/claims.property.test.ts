import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import type { Database } from '../../database/database.ts';
import { claimRuns, fence, renewClaims, requeueOrphans } from './claim.repository.ts';
import { eventsAfter, insertEvents } from './event.repository.ts';
import { leaveRun } from './play.repository.ts';
import { type Claim, ClaimLost } from './run.ts';
import { toyProcess } from './toy-runs.fixture.ts';

const holders = ['a', 'b', 'c'] as const;
const acts = ['claim', 'write', 'write', 'renew', 'expire', 'hand back', 'restart'] as const;
interface Action {
  act: (typeof acts)[number];
  holder: (typeof holders)[number];
}
const action: fc.Arbitrary<Action> = fc.record({ act: fc.constantFrom(...acts), holder: fc.constantFrom(...holders) });
const actions = fc.array(action, { minLength: 5, maxLength: 25 });

/** Time goes on until nobody has renewed anything. */
async function expire(database: Database): Promise<void> {
  await database.transaction((trx) =>
    trx.updateTable('runs').set({ lease_expires_at: 0 }).where('lease_expires_at', 'is not', null).execute(),
  );
}

/** False when the claim is void. */
async function write(database: Database, claim: Claim, text: string): Promise<boolean> {
  try {
    await database.transaction(async (trx) => {
      const { firstSeq } = await fence(trx, claim, 1);
      await insertEvents(trx, claim, firstSeq, [{ type: 'usage', data: { text } }], 1);
    });
    return true;
  } catch (error) {
    if (error instanceof ClaimLost) return false;
    throw error;
  }
}

/** Plays the actions on one run and expects of each what it must do. @returns what was written, in order */
async function play(database: Database, runId: string, list: readonly Action[]): Promise<string[]> {
  const claims: Claim[] = [];
  const written: string[] = [];
  let valid: Claim | null = null;
  for (const [index, { act, holder }] of list.entries()) {
    if (act === 'expire') await expire(database);
    else if (act === 'renew') await renewClaims(database, holder);
    else if (act === 'claim') {
      const claimed: Claim | undefined = (await claimRuns(database, holder, 4))[0]?.claim;
      if (claimed === undefined) continue;
      for (const earlier of claims) expect(claimed.token).toBeGreaterThan(earlier.token);
      claims.push(claimed);
      valid = claimed;
    } else if (act === 'restart') {
      await requeueOrphans(database, holder, []);
      if (valid?.holder === holder) valid = null;
    } else if (act === 'hand back') {
      if (valid?.holder !== holder) continue;
      await database.transaction((trx) => leaveRun(trx, runId, { status: 'queued', finishedAt: null }));
      valid = null;
    } else {
      for (const claim of claims.filter((each) => each.holder === holder)) {
        const text = `${index} ${claim.token}`;
        expect(await write(database, claim, text)).toBe(claim === valid);
        if (claim === valid) written.push(text);
      }
    }
  }
  return written;
}

describeEachEngine('claims of a run', (open) => {
  it('let only the newest write, each event under the next number, whatever the processes do', async () => {
    const database = await open();
    const toy = await toyProcess(database, 'a');
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        const run = await toy.runs.create(toy.scope, { kind: 'write', brief: { topic: 'Claims' } });
        try {
          const written = await play(database, run.id, list);
          const events = await eventsAfter(database.read, { workspaceId: run.workspaceId, runId: run.id }, 0, 100);
          expect(events.map(({ seq, data }) => [seq, data.text])).toEqual(written.map((text, index) => [index + 1, text]));
        } finally {
          await database.transaction((trx) => leaveRun(trx, run.id, { status: 'cancelled', finishedAt: 1 }));
        }
      }),
      { numRuns: 20 },
    );
  });
});
