import { subscribe } from 'node:diagnostics_channel';
import type { Boundary } from '../shared/boundary.ts';

// Loaded before the program: after SIGUSR2 the process kills itself at its Nth durable commit, before it can answer anybody.
const killAt = Number(process.env.KILL_AT_COMMIT);
let commits: number | null = null;

process.on('SIGUSR2', () => {
  commits = 0;
});
subscribe('aiwriter:boundary', (message) => {
  const { what, side } = message as Boundary;
  if (commits === null || what !== 'commit' || side !== 'after') return;
  commits += 1;
  if (commits === killAt) process.kill(process.pid, 'SIGKILL');
});
