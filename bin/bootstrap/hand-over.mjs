import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Becomes the program where the system can replace a process, else starts it, passes signals on and ends as it ends. */
export function handOver(node, args, env) {
  if (process.execve) {
    // The runtime that is replaced may call this an experiment; the person need not know.
    process.removeAllListeners('warning');
    process.execve(node, [node, ...args], env);
  }
  const child = spawn(node, args, { env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
    if (signal in constants.signals) process.on(signal, () => pass(child, signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`AI-Writer: ${node} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => endAs(code, signal));
}

/** A terminal sends Ctrl-C to the child by itself; once is enough. */
function pass(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  child.kill(signal);
}

function endAs(code, signal) {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
