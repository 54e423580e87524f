interface OpenRun {
  calls: number;
  ended: PromiseWithResolvers<void>;
}

/** The calls of this process that are under way, by run, so that one the budget has no room for yet can wait until another has cost less than was held. */
export class OpenCalls {
  readonly #runs = new Map<string, OpenRun>();

  opened(runId: string): void {
    const run = this.#runs.get(runId) ?? { calls: 0, ended: Promise.withResolvers<void>() };
    run.calls += 1;
    this.#runs.set(runId, run);
  }

  ended(runId: string): void {
    const run = this.#runs.get(runId);
    if (run === undefined) return;
    run.calls -= 1;
    run.ended.resolve();
    run.ended = Promise.withResolvers<void>();
    if (run.calls === 0) this.#runs.delete(runId);
  }

  /** Resolves when the next call of the run ends; null when none is open here. */
  nextEnd(runId: string): Promise<void> | null {
    return this.#runs.get(runId)?.ended.promise ?? null;
  }
}
