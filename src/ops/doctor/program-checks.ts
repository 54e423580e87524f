import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { readHolder } from '../../database/folder-hold.ts';
import { AppError } from '../../shared/errors.ts';
import { version } from '../../shared/version.ts';
import type { DoctorCheck } from './doctor.ts';

/** The program itself and the port it would listen on. */
export function programChecks({ host, port, dataDir }: { host: string; port: number; dataDir: string }): DoctorCheck[] {
  return [
    { name: 'program', run: describeProgram },
    { name: 'port', run: () => describePort(host === 'localhost' ? '127.0.0.1' : host, port, dataDir) },
  ];
}

function describeProgram(): string {
  const wanted = readFileSync(new URL('../../../.node-version', import.meta.url), 'utf8').trim();
  const found = process.versions.node;
  const words = `AI-Writer ${version} on Node ${found}`;
  if (compareVersions(found, wanted) >= 0) return words;
  throw new AppError('version_refused', `${words}; it needs ${wanted} or newer`, {
    hint: 'Start it with bin/aiwriter or npm start, which bring the right Node along.',
  });
}

async function describePort(host: string, port: number, dataDir: string): Promise<string> {
  if (port === 0) return 'a free one is taken at each start';
  const code = await listenOnce(host, port);
  if (code === null) return `${port} on ${host} is free`;
  const holder = readHolder(dataDir);
  if (code === 'EADDRINUSE' && holder?.address?.endsWith(`:${port}`)) return `${port} on ${host} is served by process ${holder.pid}`;
  throw new AppError('locked', `Nothing can listen on port ${port} of ${host}: ${code}`, {
    hint: 'Choose another with AIWRITER_PORT or --port, or stop the other program.',
  });
}

/** Null when the port could be had; it is let go of at once. */
function listenOnce(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** Of versions of three numbers: below 0 when the first is older. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((index) => a?.[index] !== b?.[index]);
  return at === undefined ? 0 : (a?.[at] ?? 0) - (b?.[at] ?? 0);
}
