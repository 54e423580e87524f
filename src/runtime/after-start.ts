import { flushCompileCache } from 'node:module';

/** After the first requests a browser makes, before anybody looks at the memory of an idle process. */
const delayMs = 2_000;

/**
 * Keeps what was compiled for the next start, also when this process is killed one day. Then gives back what loading left behind: a fifth of
 * the memory of an idle process, which V8 keeps until there is work to collect it for, and an idle desk has none. It takes some 30 ms, once,
 * and is left out where the launcher did not hand out the collector (`--expose-gc`).
 */
export function tidyAfterStart(): void {
  setTimeout(() => {
    flushCompileCache();
    void globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' });
  }, delayMs).unref();
}
