import type { Database } from '../../database/database.ts';
import type { Clock } from '../../shared/clock.ts';
import { type ClaimedRun, fence } from './claim.repository.ts';
import { appendEvents } from './event.repository.ts';
import type { EventJournal } from './event-journal.ts';
import { endRun, pendRunningSteps, type RunEnd } from './play.repository.ts';
import type { Run, RunError } from './run.ts';

/** A claimed run whose step graph this program does not know waits for a person: to play it by another graph could leave out or repeat what is paid for. */
export async function setAside(
  { database, journal, clock }: { database: Database; journal: EventJournal; clock: Clock },
  { claim, run }: ClaimedRun,
): Promise<void> {
  const written = await database.transaction(async (trx) => {
    const { cancelRequested } = await fence(trx, claim, 0);
    await pendRunningSteps(trx, run.id, true);
    const now = clock.now();
    return appendEvents(
      trx,
      claim,
      await endRun(trx, run.id, cancelRequested ? { status: 'cancelled', finishedAt: now } : waits(run)),
      now,
    );
  });
  journal.announce(run.id, written);
}

function waits(run: Run): RunEnd {
  return { status: 'waiting', waitingFor: 'interrupted', error: unknownVersion(run), finishedAt: null };
}

function unknownVersion({ kind, graphVersion }: Run): RunError {
  return {
    code: 'version_refused',
    detail: `The run was begun by another version of the program: this one does not know version ${graphVersion} of the steps of ${kind}`,
    hint: 'Let it go on with the version of the program that began it, or cancel it and ask again.',
  };
}
