// Loaded before the program (`--import`): ends the process with SIGKILL at a boundary, or writes down how many it crossed.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const killAt = Number(process.env.KILL_AT_BOUNDARY ?? 0);
const countFile = process.env.COUNT_BOUNDARIES_IN;

if (isMainThread) {
  let crossed = 0;
  subscribe('aiwriter:boundary', () => {
    crossed += 1;
    if (crossed === killAt) process.kill(process.pid, 'SIGKILL');
  });
  if (countFile !== undefined) process.on('exit', () => writeFileSync(countFile, String(crossed)));
}
