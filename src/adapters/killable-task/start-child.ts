import { type ChildProcess, fork } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KillableTaskDefinition } from '../../ports/killable-task.ts';

const projectFolder = new URL('../../../', import.meta.url);
const entry = fileURLToPath(new URL('./child-entry.ts', import.meta.url));
/** V8's heap gets this share of the memory limit; the rest is for buffers, code and stacks. */
const heapShare = 0.8;

/** Starts a locked-in child: empty environment, no file but the program's own code, no writing, no process, no network. */
export function startChild(definition: KillableTaskDefinition): ChildProcess {
  const heapMegabytes = Math.ceil((definition.limits.memoryBytes * heapShare) / 2 ** 20);
  const nodeArguments = [
    '--permission',
    ...readableFolders(definition.module).map((folder) => `--allow-fs-read=${folder}`),
    `--max-old-space-size=${heapMegabytes}`,
    '--disable-warning=ExperimentalWarning',
  ];
  const child = fork(entry, [], {
    ...launcher(definition, nodeArguments),
    cwd: fileURLToPath(projectFolder),
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // An idle child must not keep the program alive; a running call holds a timer that does.
  child.unref();
  child.channel?.unref();
  if (child.stderr && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref();
  return child;
}

/**
 * On POSIX the kernel bounds the CPU time too: a child that spins while its parent was killed with -9 sees no message and no timer,
 * and would otherwise spin for ever. Twice the wall time of all its calls, because V8 has threads of its own.
 */
function launcher(definition: KillableTaskDefinition, nodeArguments: string[]): { execPath: string; execArgv: string[] } {
  if (process.platform === 'win32') return { execPath: process.execPath, execArgv: nodeArguments };
  const cpuSeconds = 2 * Math.ceil(definition.limits.timeoutMs / 1000) * definition.callsPerProcess;
  const script = `unset PWD OLDPWD; ulimit -c 0; ulimit -t ${cpuSeconds}; exec "$0" "$@"`;
  return { execPath: '/bin/sh', execArgv: ['-c', script, process.execPath, ...nodeArguments] };
}

function readableFolders(module: URL): string[] {
  const dependencies = fileURLToPath(new URL('node_modules/', projectFolder));
  const folders = [
    fileURLToPath(new URL('src/', projectFolder)),
    fileURLToPath(new URL('package.json', projectFolder)),
    fileURLToPath(new URL('.', module)),
    dependencies,
    `${realpathSync(dependencies)}/`,
  ];
  return [...new Set(folders)];
}
