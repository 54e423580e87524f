import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import { markControlRequest } from './auth.ts';
import { toProblem } from './problem.ts';

/** Requests that have not begun to be read after this long are cut: a body that stops half-way frees its place. */
const requestTimeoutMs = 300_000;
const headersTimeoutMs = 20_000;

/** Listens for the commands of this machine's operator. Only the owner of the socket file may connect. */
export async function listenOnControlSocket(app: HttpApp, path: string): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((request, response) => {
    markControlRequest(request);
    app.routing(request, response);
  });
  // The mask makes the socket private from its first moment; chmod afterwards would leave a gap.
  const mask = process.umask(0o177);
  try {
    await listening(server, () => server.listen(path));
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  return server;
}

/**
 * Listens on every address the host name stands for: `localhost` means both loopbacks.
 * @returns the port, which the first address chose when 0 was asked for
 */
export async function listenOnNetwork(app: HttpApp, host: string, port: number): Promise<{ servers: Server[]; port: number }> {
  const hosts = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  const servers: Server[] = [];
  let chosen = port;
  for (const address of hosts) {
    const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: headersTimeoutMs }, (request, response) =>
      app.routing(request, response),
    );
    server.on('clientError', refuseClient);
    try {
      await listening(server, () => server.listen({ host: address, port: chosen, exclusive: true }));
    } catch (error) {
      // A machine without IPv6 has one loopback only.
      if (servers.length > 0 && isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) continue;
      await closeServers(servers, 0);
      throw listenError(error, address, chosen);
    }
    servers.push(server);
    chosen = (server.address() as AddressInfo).port;
  }
  return { servers, port: chosen };
}

/** Throws what `listenOnNetwork` would throw, and lets go of the port at once. */
export async function assertCanListen(host: string, port: number): Promise<void> {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const probe = createServer();
  try {
    await listenOnServer(probe, address, port);
  } finally {
    await closeServers([probe], 0);
  }
}

/** Answers what is no HTTP request, or came too slowly, like any other error: as a problem document with an ID. */
function refuseClient(cause: NodeJS.ErrnoException, socket: Duplex): void {
  if (cause.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] = clientErrors[cause.code ?? ''] ?? ([400, 'This is not an HTTP request'] as const);
  const requestId = newId('request');
  const error = new AppError('validation_failed', reason, { hint: 'See the API reference at /api/v1/reference.' });
  const body = JSON.stringify({ ...toProblem(error, requestId), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `x-request-id: ${requestId}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const clientErrors: Record<string, readonly [status: number, reason: string] | undefined> = {
  HPE_HEADER_OVERFLOW: [431, 'The header fields of the request are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time'],
};

/** Listens at one address. Throws AppError in plain words when it cannot be had. */
export async function listenOnServer(server: Server, host: string, port: number): Promise<void> {
  try {
    await listening(server, () => server.listen({ host, port, exclusive: true }));
  } catch (error) {
    throw listenError(error, host, port);
  }
}

/** Stops listening and waits for what is being answered, at most this long. */
export async function closeServers(servers: readonly Server[], graceMs: number): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    }),
  );
}

function listening(server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    listen();
  });
}

function listenError(error: unknown, host: string, port: number): AppError {
  if (isCode(error, 'EADDRINUSE')) {
    return new AppError('locked', `Port ${port} on ${host} is in use by another program`, {
      hint: 'Choose another with --port N or AIWRITER_PORT, or stop the other program.',
      cause: error,
    });
  }
  if (isCode(error, 'EACCES')) {
    return new AppError('validation_failed', `This user may not listen on port ${port}`, {
      hint: 'Ports below 1024 need root; choose a higher one.',
      cause: error,
    });
  }
  return new AppError('validation_failed', `Cannot listen on ${host}:${port}: ${(error as Error).message}`, {
    hint: 'AIWRITER_HOST must be an address of this machine.',
    cause: error,
  });
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
