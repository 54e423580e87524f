/** After the first requests a browser makes, before anybody looks at the memory of an idle process. */
const delayMs = 2_000;

/**
 * Gives back what loading left behind: a fifth of the memory of an idle process, which V8 keeps until there is work to collect it for,
 * and an idle desk has none. It takes some 30 ms, once. Does nothing where the launcher did not hand out the collector (`--expose-gc`).
 */
export function releaseStartMemory(): void {
  const { gc } = globalThis;
  if (gc !== undefined) setTimeout(() => void gc({ type: 'major', execution: 'async', flavor: 'last-resort' }), delayMs).unref();
}
