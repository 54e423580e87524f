/** Where "now" comes from, so that tests can turn the clock. */
export interface Clock {
  /** UTC milliseconds since 1970. May jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back. For durations and deadlines inside a process. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
