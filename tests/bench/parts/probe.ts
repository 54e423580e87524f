import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });

/** How a process fares, told by itself. */
export const probe = {
  /** Time of processors this process used since it began, all its threads together, µs. */
  cpuMicros: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  watchLoop: () => {
    delays.reset();
    delays.enable();
  },
  /** Delay of the event loop since `watchLoop`, ms. */
  loopDelay: () => {
    delays.disable();
    // The monitor's own timer waits a millisecond.
    return { p99: Math.max(0, delays.percentile(99) / 1e6 - 1), max: Math.max(0, delays.max / 1e6 - 1) };
  },
  /** Bytes in use after everything that can be collected was. */
  memory: () => {
    // Once is not enough for what has a finaliser.
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  },
};

export type Probe = typeof probe;
