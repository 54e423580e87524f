import type { RunEvent } from './step.ts';

/** What a watcher receives: text without an ID, everything else and checkpoints with the ID to resume from. */
export interface LiveEvent {
  type: RunEvent['type'] | 'checkpoint';
  data: Record<string, unknown>;
  id: number | null;
  /** Of a checkpoint: the place of its first text among all that was published here; only who listened since then has all of it. */
  from?: number;
}

export type LiveListener = (event: LiveEvent) => void;

/** Hands events of runs played in this process to who watches them. Holds nothing: what was missed is read from the database. */
export class EventHub {
  readonly #listeners = new Map<string, Set<LiveListener>>();
  #published = 0;

  /** @returns stops listening */
  subscribe(runId: string, listener: LiveListener): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(runId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(runId);
    };
  }

  /** Counts what was published in this process. */
  get published(): number {
    return this.#published;
  }

  publish(runId: string, event: LiveEvent): void {
    this.#published += 1;
    for (const listener of this.#listeners.get(runId) ?? []) listener(event);
  }

  /** Number of open subscriptions, for metrics. */
  get size(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }
}
