import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database, Transaction } from '../../database/database.ts';
import { together } from '../../database/together.ts';
import type { Clock } from '../../shared/clock.ts';
import { fence } from './claim.repository.ts';
import { insertEvents, isText, type NumberedEvent } from './event.repository.ts';
import type { EventHub } from './event-hub.ts';
import { type Claim, ClaimLost } from './run.ts';
import type { RunEvent } from './step.ts';

/**
 * Text waits at most this long for its commit; all runs of the process share the commit. A step that is cut short begins anew, so stored text only
 * serves who comes later, and a word that waits for the next ones costs no statement of its own.
 */
const flushMs = 100;

/** Runs whose text one transaction holds at most: building and reading the statements of a hundred at once stops every stream for tens of milliseconds. */
const runsAtOnce = 8;

interface Pending {
  claim: Claim;
  events: RunEvent[];
  /** Place of the first of them among all that was published. */
  from: number;
  player: TextPlayer;
}

/** What the journal tells who plays a run. */
export interface TextPlayer {
  /** @param failure why the text could not be committed; left out when somebody else has the run */
  lost(failure?: unknown): void;
  cancel(): void;
}

/** Sends text out live at once and commits that of all runs a little later, a few runs a transaction. */
export class EventJournal {
  readonly #database: Database;
  readonly #hub: EventHub;
  readonly #clock: Clock;
  #pending = new Map<Claim, Pending>();
  readonly #held = new Set<Claim>();
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(database: Database, hub: EventHub, clock: Clock) {
    this.#database = database;
    this.#hub = hub;
    this.#clock = clock;
  }

  /** Publishes a text event now and queues it for the next commit. */
  append(claim: Claim, event: RunEvent, player: TextPlayer): void {
    const pending = this.#pending.get(claim) ?? { claim, events: [], from: this.#hub.published, player };
    this.#hub.publish(claim.runId, { ...event, id: null });
    pushMerged(pending.events, event);
    this.#pending.set(claim, pending);
    this.#flushLater();
  }

  /** Forgets the text of a run that is not yet committed, and hands it back. */
  take(claim: Claim): RunEvent[] {
    const events = this.#pending.get(claim)?.events ?? [];
    this.#pending.delete(claim);
    return events;
  }

  /**
   * Runs a commit of the run that takes its waiting text along. Earlier text has reached the database by then, and later text waits until
   * the commit is over: two commits at once could number events in the wrong order.
   */
  async alone<T>(claim: Claim, commit: (text: RunEvent[]) => Promise<T>): Promise<T> {
    this.#held.add(claim);
    try {
      await this.#flushing;
      return await commit(this.take(claim));
    } finally {
      this.#held.delete(claim);
      if (this.#pending.has(claim)) this.#flushLater();
    }
  }

  /** Tells watchers what a commit made durable. @param from place of its first text among all that was published; 0 when that is not known */
  announce(runId: string, events: readonly NumberedEvent[], from = 0): void {
    let textUpTo: number | null = null;
    for (const event of events) {
      if (isText(event)) textUpTo = event.seq;
      else {
        if (textUpTo !== null) this.#checkpoint(runId, textUpTo, from);
        textUpTo = null;
        this.#hub.publish(runId, { type: event.type, data: event.data, id: event.seq });
      }
    }
    if (textUpTo !== null) this.#checkpoint(runId, textUpTo, from);
  }

  #checkpoint(runId: string, seq: number, from: number): void {
    this.#hub.publish(runId, { type: 'checkpoint', data: { eventId: seq }, id: seq, from });
  }

  #flushLater(): void {
    this.#timer ??= setTimeout(() => this.#flush(), flushMs);
  }

  #flush(): void {
    this.#timer = null;
    // In the order of the runs' IDs, as everybody locks several runs.
    const batch = [...this.#pending.values()]
      .filter(({ claim }) => !this.#held.has(claim))
      .sort((one, other) => (one.claim.runId < other.claim.runId ? -1 : 1));
    for (const { claim } of batch) this.#pending.delete(claim);
    this.#flushing = this.#flushing.then(() => this.#commitInParts(batch));
  }

  /** Other work of the process has its turn between the parts; they may still share one write to the disk. */
  async #commitInParts(batch: Pending[]): Promise<void> {
    const commits: Promise<void>[] = [];
    for (let from = 0; from < batch.length; from += runsAtOnce) {
      commits.push(this.#commit(batch.slice(from, from + runsAtOnce)));
      await nextTurn();
    }
    await Promise.all(commits);
  }

  async #commit(batch: Pending[]): Promise<void> {
    try {
      const written = await this.#database.transaction((trx) => writeAll(trx, batch, this.#clock.now()));
      for (const { pending, events, isCancelled } of written) {
        if (events === null) pending.player.lost();
        else this.announce(pending.claim.runId, events, pending.from);
        if (isCancelled) pending.player.cancel();
      }
    } catch (failure) {
      // The player gives the run up, and says why; whoever plays it next begins the open steps anew.
      for (const pending of batch) pending.player.lost(failure);
    }
  }
}

/** First proves the claims of all, then writes the text of those that hold, so that it takes two messages however many runs there are. */
async function writeAll(trx: Transaction, batch: readonly Pending[], at: number) {
  const fenced = await together(batch.map((pending) => fence(trx, pending.claim, pending.events.length).catch(nullIfLost)));
  return together(
    batch.map(async (pending, index) => {
      const proof = fenced[index] ?? null;
      const events = proof === null ? null : await insertEvents(trx, pending.claim, proof.firstSeq, pending.events, at);
      return { pending, events, isCancelled: proof?.cancelRequested ?? false };
    }),
  );
}

function nullIfLost(error: unknown): null {
  if (error instanceof ClaimLost) return null;
  throw error;
}

/** Joins a delta to the one before it when it continues it, so that a tick of a stream is one row. */
function pushMerged(events: RunEvent[], event: RunEvent): void {
  const last = events.at(-1);
  if (
    last?.type === 'text.delta' &&
    event.type === 'text.delta' &&
    last.data.section === event.data.section &&
    last.data.attempt === event.data.attempt
  ) {
    events[events.length - 1] = { type: 'text.delta', data: { ...last.data, text: `${last.data.text}${event.data.text}` } };
  } else {
    events.push(event);
  }
}
