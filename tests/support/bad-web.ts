import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Pages on loopback that do what a page should not. `open` may be fetched from, `closed` may not. */
export interface BadWeb {
  /** `127.0.0.1:PORT` of the server that AIWRITER_FETCH_ALLOW lets through. */
  open: string;
  closed: string;
  /** How many requests reached the server that must not be reached. */
  reached: () => number;
}

export async function startBadWeb(): Promise<BadWeb> {
  let reached = 0;
  const closed = await listen((_request, response) => {
    reached += 1;
    response.end('<p>A secret of this network.</p>');
  });
  const open = await listen((request, response) => {
    const page = pages[request.url ?? ''];
    if (request.url === '/to-private') response.writeHead(302, { location: `http://${closed}/secret` }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  return { open, closed, reached: () => reached };
}

const pages: Readonly<Record<string, RequestListener>> = {
  '/huge': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 1_000_000_000 });
    response.write('x');
  },
  '/endless': (_request, response) => {
    const chunk = Buffer.alloc(256 * 1024, 'word ');
    const send = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.writeHead(200, { 'content-type': 'text/plain' }).on('drain', send);
    send();
  },
  '/drip': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(timer));
  },
};

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
