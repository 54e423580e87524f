import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 1000;
const staleMs = 10_000;
const pollMs = 200;
/** What ends a start that is under way. */
export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `work` while no other process holds the lock file; a holder that stopped touching it for ten seconds is taken for dead.
 * It saves doing the same work twice and is not relied on for correctness: what is made under it becomes visible by one rename.
 * @param {() => void} onWait called once when another process holds the lock
 */
export async function withLock(path, onWait, work) {
  for (let waited = false; !tryLock(path); waited = true) {
    if (!waited) onWait();
    await sleep(pollMs);
  }
  const beat = setInterval(() => touch(path), beatMs);
  const giveUp = (signal) => {
    rmSync(path, { force: true });
    process.stderr.write('\nAI-Writer: Interrupted. The next start does anew what was not finished.\n');
    for (const each of endings) process.removeListener(each, giveUp);
    // Once nobody listens any more, or the signal would only be heard again.
    setImmediate(() => process.kill(process.pid, signal));
  };
  for (const signal of endings) process.on(signal, giveUp);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    for (const signal of endings) process.removeListener(signal, giveUp);
    rmSync(path, { force: true });
  }
}

function tryLock(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const touchedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (touchedAt !== undefined && Date.now() - touchedAt > staleMs) rmSync(path, { force: true });
  return false;
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    // Taken over while this process slept: the work goes on, its rename decides.
    if (error.code !== 'ENOENT') throw error;
  }
}
