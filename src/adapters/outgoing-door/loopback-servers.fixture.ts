import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LoopbackServer {
  port: number;
  /** `http://127.0.0.1:PORT` or `https://…`. */
  url: string;
  /** Request targets seen, in order, as `GET /path`. */
  seen: string[];
}

/** Servers of one test file; `closeAll` also cuts what hangs. */
export function loopbackServers() {
  const servers: Server[] = [];

  async function listen(server: Server, scheme: string, seen: string[]): Promise<LoopbackServer> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { port, url: `${scheme}://127.0.0.1:${port}`, seen };
  }

  function noting(seen: string[], listener: RequestListener): RequestListener {
    return (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      listener(request, response);
    };
  }

  return {
    plain(listener: RequestListener) {
      const seen: string[] = [];
      return listen(createServer(noting(seen, listener)), 'http', seen);
    },
    tls(identity: { key: string; cert: string }, listener: RequestListener) {
      const seen: string[] = [];
      return listen(createTlsServer(identity, noting(seen, listener)) as unknown as Server, 'https', seen);
    },
    /** A forward proxy that leads every tunnel and request to one port of this machine. */
    proxy(targetPort: number) {
      const seen: string[] = [];
      const server = createServer((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        response.end('from the proxy');
      });
      server.on('connect', (request, socket) => {
        seen.push(`CONNECT ${request.url}`);
        const target = connect(targetPort, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          target.pipe(socket).pipe(target);
        });
        target.on('error', () => socket.destroy());
        socket.on('error', () => target.destroy());
      });
      return listen(server, 'http', seen);
    },
    async closeAll() {
      for (const server of servers.splice(0)) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** A private certificate authority and a server certificate of it for the names. */
export function makeCertificates(names: readonly string[]): { ca: string; key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'door-ca-'));
  const run = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    run('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Private test CA', '-days', '2');
    run('req', ...curve, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=door test');
    writeFileSync(join(folder, 'names'), `subjectAltName=${names.join(',')}`);
    run('x509', '-req', ...'-in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2 -extfile names'.split(' '));
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    return { ca: read('ca.pem'), key: read('key.pem'), cert: read('cert.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
