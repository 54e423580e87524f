import { ModelError } from '../../ports/language-model.ts';

/** Milliseconds. */
export interface Deadlines {
  /** To the first part: a model at home may have to be loaded first. */
  firstPartMs: number;
  /** Between two parts. */
  silenceMs: number;
  /** Of one attempt. */
  attemptMs: number;
  /** Of all attempts of a step together, waiting included; nothing new is begun after it. */
  totalMs: number;
}

export const defaultDeadlines: Deadlines = { firstPartMs: 120_000, silenceMs: 45_000, attemptMs: 300_000, totalMs: 900_000 };

/**
 * Plays a stream under the deadlines of an attempt: throws ModelError `timeout`, or the caller's own reason, also when the stream is deaf to its signal.
 * @param start is given the signal that ends the request
 */
export async function* withinDeadlines<T>(
  start: (signal: AbortSignal) => AsyncIterable<T>,
  { firstPartMs, silenceMs, attemptMs }: Deadlines,
  caller: AbortSignal,
): AsyncGenerator<T> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, caller]);
  const timer = (what: string, ms: number) => setTimeout(() => own.abort(new ModelError('timeout', `${what} ${ms / 1000} s`)), ms);
  const whole = timer('The answer was not complete within', attemptMs);
  let part = timer('No text came within', firstPartMs);
  // Set anew for each part: a race against one promise would keep every part until the end.
  let giveUp: (reason: unknown) => void = () => {};
  signal.addEventListener('abort', () => giveUp(signal.reason), { once: true });
  const parts = start(signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await new Promise<IteratorResult<T>>((resolve, reject) => {
        giveUp = reject;
        parts.next().then(resolve, reject);
      });
      if (done) return;
      clearTimeout(part);
      yield value;
      part = timer('No text came for', silenceMs);
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(part);
    own.abort(new Error('The stream is no longer read'));
    // A stream that hangs never returns; nobody waits for it.
    parts.return?.()?.catch(() => undefined);
  }
}
