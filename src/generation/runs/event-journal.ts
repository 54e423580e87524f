import type { Database, Transaction } from '../../database/database.ts';
import type { Clock } from '../../shared/clock.ts';
import { fence } from './claim.repository.ts';
import { insertEvents, isText, type NumberedEvent } from './event.repository.ts';
import type { EventHub } from './event-hub.ts';
import { type Claim, ClaimLost } from './run.ts';
import type { RunEvent } from './step.ts';

/** Text waits at most this long for its commit; all runs of the process share the commit. */
const flushMs = 25;

interface Pending {
  claim: Claim;
  events: RunEvent[];
  /** Place of the first of them among all that was published. */
  from: number;
  onLost: () => void;
}

/** Sends text out live at once and commits that of all runs together, one transaction a tick. */
export class EventJournal {
  readonly #database: Database;
  readonly #hub: EventHub;
  readonly #clock: Clock;
  #pending = new Map<string, Pending>();
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(database: Database, hub: EventHub, clock: Clock) {
    this.#database = database;
    this.#hub = hub;
    this.#clock = clock;
  }

  /** Publishes a text event now and queues it for the next commit. */
  append(claim: Claim, event: RunEvent, onLost: () => void): void {
    const pending = this.#pending.get(claim.runId) ?? { claim, events: [], from: this.#hub.published, onLost };
    this.#hub.publish(claim.runId, { ...event, id: null });
    pushMerged(pending.events, event);
    this.#pending.set(claim.runId, pending);
    this.#timer ??= setTimeout(() => this.#flushSoon(), flushMs);
  }

  /** The text of a run that is not yet committed, to go into the commit that ends its step. */
  take(runId: string): RunEvent[] {
    const events = this.#pending.get(runId)?.events ?? [];
    this.#pending.delete(runId);
    return events;
  }

  /** Resolves when nothing taken before is still on its way to the database, so that commits keep the order of events. */
  settled(): Promise<void> {
    return this.#flushing;
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

  #flushSoon(): void {
    this.#timer = null;
    const batch = [...this.#pending.values()];
    this.#pending = new Map();
    this.#flushing = this.#flushing.then(() => this.#commit(batch));
  }

  async #commit(batch: Pending[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const written = await this.#database.transaction((trx) => writeAll(trx, batch, this.#clock.now()));
      for (const { pending, events } of written) {
        if (events === null) pending.onLost();
        else this.announce(pending.claim.runId, events, pending.from);
      }
    } catch {
      // The text itself is kept by the step that produces it; a database that cannot be written fails that step's own commit with its reason.
      for (const pending of batch) pending.onLost();
    }
  }
}

async function writeAll(trx: Transaction, batch: readonly Pending[], at: number) {
  const written: { pending: Pending; events: NumberedEvent[] | null }[] = [];
  for (const pending of batch) {
    try {
      const { firstSeq } = await fence(trx, pending.claim, pending.events.length);
      written.push({ pending, events: await insertEvents(trx, pending.claim, firstSeq, pending.events, at) });
    } catch (error) {
      if (!(error instanceof ClaimLost)) throw error;
      written.push({ pending, events: null });
    }
  }
  return written;
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
