/** Lets long work give way: `await pace()` between small pieces returns to the event loop when the slice is used up. */
export function pacer(sliceMs = 4): () => Promise<void> | undefined {
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
