import type { Database } from '../../database/database.ts';
import { eventsAfter, isText, type NumberedEvent } from './event.repository.ts';
import type { EventHub, LiveEvent } from './event-hub.ts';

/** A run played by another process reaches its watchers by looking, this often. */
const lookMs = 1_000;
const pageSize = 500;

/**
 * All events of a run after a number: first the committed ones, then live. Ends after `done`, or when the signal aborts.
 * Nothing is missed between the two, because listening starts before reading; what comes twice is text, which may.
 */
export async function* streamRunEvents(
  parts: { database: Database; hub: EventHub },
  run: { workspaceId: string; runId: string },
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const inbox = new Inbox();
  const unsubscribe = parts.hub.subscribe(run.runId, (event) => inbox.push(event));
  const wake = (): void => inbox.wake();
  const timer = setInterval(wake, lookMs);
  signal.addEventListener('abort', wake);
  let last = after;
  let live: LiveEvent[] = [];
  try {
    while (!signal.aborted) {
      // Nothing live means the start, or that it is time to look for what another process wrote.
      for await (const event of live.length === 0 ? committed(parts.database, run, last) : live) {
        if (event.id !== null && event.id <= last) continue;
        yield event;
        last = event.id ?? last;
        if (event.type === 'done') return;
      }
      live = signal.aborted ? [] : await inbox.take();
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

/** Events that came in while the reader was busy. */
class Inbox {
  #events: LiveEvent[] = [];
  #waiting: (() => void) | null = null;

  push(event: LiveEvent): void {
    this.#events.push(event);
    this.wake();
  }

  wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }

  /** Waits for events, or for a wake without any. */
  async take(): Promise<LiveEvent[]> {
    if (this.#events.length === 0) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
