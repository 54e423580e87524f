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
  const expire = (what: string, ms: number) => setTimeout(() => own.abort(new ModelError('timeout', `${what} ${ms / 1000} s`)), ms);
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true });
  // It may be rejected while nobody waits for a part.
  aborted.promise.catch(() => undefined);
  const whole = expire('The answer was not complete within', attemptMs);
  let part = expire('No text came within', firstPartMs);
  const parts = start(signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await Promise.race([parts.next(), aborted.promise]);
      clearTimeout(part);
      if (done) return;
      yield value;
      part = expire('No text came for', silenceMs);
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(part);
    own.abort(new Error('The stream is no longer read'));
    // A stream that hangs never returns; nobody waits for it.
    parts.return?.()?.catch(() => undefined);
  }
}
