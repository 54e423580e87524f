import type { AttemptEnd, AttemptFailure } from './attempt.ts';
import { admitsAt, afterAbort, afterFailure, afterStart, afterSuccess, type Breaker, closedBreaker } from './breaker.ts';

/** Asking the same model the same thing again would give the same. */
const final: ReadonlySet<AttemptFailure> = new Set(['unauthorised', 'bad_request', 'context_too_long', 'refusal']);
const attemptsPerModel = 3;
/** Nobody waits longer for one model; the next in the chain, or an error, is better. */
const longestWaitMs = 60_000;
const firstPauseMs = 500;

/** Failures in which the service did answer. */
function isAnswer(failure: AttemptFailure): failure is 'refusal' | 'empty' | 'length' {
  return failure === 'refusal' || failure === 'empty' || failure === 'length';
}

/** The breakers of all models, shared by all steps of the process. */
export class Breakers {
  readonly #breakers = new Map<string, Breaker>();

  get(model: string): Breaker {
    return this.#breakers.get(model) ?? closedBreaker;
  }

  set(model: string, breaker: Breaker): void {
    this.#breakers.set(model, breaker);
  }
}

interface Link {
  model: string;
  attempts: number;
  notBefore: number;
  isOut: boolean;
}

/** Which model is asked next in one step. Times are monotonic milliseconds. */
export class Chain {
  readonly #links: Link[];
  readonly #breakers: Breakers;

  constructor(models: readonly string[], breakers: Breakers) {
    this.#links = models.map((model) => ({ model, attempts: 0, notBefore: 0, isOut: false }));
    this.#breakers = breakers;
  }

  /** The first model of the chain that may be asked now, or the one that may be asked soonest; null when none is left. */
  next(now: number): { model: string; at: number } | null {
    const left = this.#links.filter(({ isOut }) => !isOut).map((link) => ({ model: link.model, at: this.#availableAt(link, now) }));
    const soonest = left.sort((a, b) => a.at - b.at)[0];
    return soonest === undefined || soonest.at - now > longestWaitMs ? null : soonest;
  }

  #availableAt(link: Link, now: number): number {
    return Math.max(link.notBefore, admitsAt(this.#breakers.get(link.model), now));
  }

  started(model: string, now: number): void {
    this.#link(model).attempts += 1;
    this.#breakers.set(model, afterStart(this.#breakers.get(model), now));
  }

  ended(model: string, { failure, retryAfterMs }: Pick<AttemptEnd, 'failure' | 'retryAfterMs'>, now: number): void {
    const breaker = this.#breakers.get(model);
    this.#breakers.set(model, failure !== null && !isAnswer(failure) ? afterFailure(breaker, failure, now) : afterSuccess());
    if (failure === null) return;
    const link = this.#link(model);
    link.isOut = final.has(failure) || link.attempts >= attemptsPerModel;
    // What only wants more room is gone on with at once, and by the same model.
    link.notBefore = failure === 'length' ? now : now + (retryAfterMs ?? firstPauseMs * 2 ** (link.attempts - 1));
  }

  /** We ended the call ourselves. */
  aborted(model: string, now: number): void {
    this.#breakers.set(model, afterAbort(this.#breakers.get(model), now));
  }

  /** This step does without the model. */
  leaveOut(model: string): void {
    this.#link(model).isOut = true;
  }

  #link(model: string): Link {
    return this.#links.find((link) => link.model === model) as Link;
  }
}
