import type { RunEvent } from './step.ts';

/** What a watcher receives: text without an ID, everything else and checkpoints with the ID to resume from. */
export interface LiveEvent {
  type: RunEvent['type'] | 'checkpoint';
  data: Record<string, unknown>;
  id: number | null;
}

export type LiveListener = (event: LiveEvent) => void;

/** Hands events of runs played in this process to who watches them. Holds nothing: what was missed is read from the database. */
export class EventHub {
  readonly #listeners = new Map<string, Set<LiveListener>>();

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

  publish(runId: string, event: LiveEvent): void {
    for (const listener of this.#listeners.get(runId) ?? []) listener(event);
  }

  /** Number of open subscriptions, for metrics. */
  get size(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }
}
