/** Lets long work give way: `await pause()` between small pieces returns to the event loop when the slice is used up. */
export type Pause = () => Promise<void> | undefined;

/** @param sliceMs how long to work at most before others have their turn */
export function pacer(sliceMs = 4): Pause {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        until = performance.now() + sliceMs;
        resolve();
      });
    });
  };
}
