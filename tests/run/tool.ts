import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

/** The repository's folder. */
export const repository = resolve(import.meta.dirname, '../..');

/** Path of a file in an installed package, whatever its exports say. */
export function packageFile(name: string, file: string): string {
  return join(repository, 'node_modules', name, file);
}

/** Runs a development tool under this Node in a folder, and resolves with its exit code and all it printed. */
export async function runTool(root: string, file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('close', (code) => resolve(code ?? 1));
  return { code: await promise, output: Buffer.concat(chunks).toString('utf8').trim() };
}
