import type { Database } from '../../database/database.ts';
import { eventsAfter, isText, type NumberedEvent } from './event.repository.ts';
import type { EventHub, LiveEvent } from './event-hub.ts';

/** A run played by another process reaches its watchers by looking, this often. */
const lookMs = 1_000;
const pageSize = 500;
/** Events that wait for a slow watcher at most; past it they are forgotten and read again from the database when it is ready for more. */
const inboxSize = 1_000;

/**
 * All events of a run after a number: first the committed ones, then live. Ends after `done`, or when the signal aborts.
 * Text that was published before listening began, or was forgotten, is not among the live events; so a checkpoint that covers such text
 * is answered by reading the database. What comes twice is text, which may.
 */
export async function* streamRunEvents(
  parts: { database: Database; hub: EventHub },
  run: { workspaceId: string; runId: string },
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const inbox = new Inbox(() => parts.hub.published);
  const unsubscribe = parts.hub.subscribe(run.runId, (event) => inbox.push(event));
  const wake = (): void => inbox.wake();
  const timer = setInterval(wake, lookMs);
  signal.addEventListener('abort', wake);
  let last = after;
  let isDone = false;
  async function* deliver(events: Iterable<LiveEvent> | AsyncIterable<LiveEvent>): AsyncGenerator<LiveEvent> {
    for await (const event of events) {
      if (isDone || (event.id !== null && event.id <= last)) continue;
      yield event;
      last = event.id ?? last;
      isDone = event.type === 'done';
    }
  }
  const stored = () => deliver(committed(parts.database, run, last));
  try {
    yield* stored();
    while (!signal.aborted && !isDone) {
      const live = await inbox.take();
      // Nothing live means that it is time to look for what another process wrote, or that too much came in.
      if (live.length === 0) yield* stored();
      for (const event of live) {
        if (event.from !== undefined && event.from < inbox.completeSince) yield* stored();
        yield* deliver([event]);
      }
    }
  } finally {
    unsubscribe();
    clearInterval(timer);
    signal.removeEventListener('abort', wake);
  }
}

async function* committed(database: Database, run: { workspaceId: string; runId: string }, after: number): AsyncGenerator<LiveEvent> {
  let last = after;
  while (true) {
    const page = await eventsAfter(database.read, run, last, pageSize);
    for (const event of page.flatMap(toLive)) yield event;
    const newest = page.at(-1);
    if (newest === undefined) return;
    last = newest.seq;
    if (isText(newest)) yield { type: 'checkpoint', data: { eventId: last }, id: last };
    if (page.length < pageSize) return;
  }
}

/** Text travels without an ID. A whole section is announced by a reset, so that a watcher with an older, longer text drops it. */
function toLive(event: NumberedEvent): LiveEvent[] {
  if (!isText(event)) return [{ type: event.type, data: event.data, id: event.seq }];
  const { whole, ...data } = event.data;
  const delta: LiveEvent = { type: event.type, data, id: null };
  if (whole !== true) return [delta];
  return [{ type: 'text.reset', data: { section: data.section, attempt: data.attempt, keep: 0 }, id: null }, delta];
}

/** Events that came in while the reader was busy, as many as there is room for. */
class Inbox {
  #events: LiveEvent[] = [];
  #waiting: (() => void) | null = null;
  #hasForgotten = false;
  readonly #published: () => number;
  /** All that was published from this place on is or was here. */
  completeSince: number;

  constructor(published: () => number) {
    this.#published = published;
    this.completeSince = published();
  }

  push(event: LiveEvent): void {
    if (this.#events.length >= inboxSize) {
      this.#events = [];
      this.#hasForgotten = true;
      this.completeSince = this.#published();
    } else if (!this.#hasForgotten) {
      this.#events.push(event);
    }
    this.wake();
  }

  wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }

  /** Waits for events, or for a wake without any. None also means that some were forgotten. */
  async take(): Promise<LiveEvent[]> {
    if (this.#events.length === 0 && !this.#hasForgotten) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    if (this.#hasForgotten) this.completeSince = this.#published();
    this.#hasForgotten = false;
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
