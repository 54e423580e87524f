import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { ensureOperator } from '../../src/accounts/index.ts';
import { createOutgoingDoor } from '../../src/adapters/outgoing-door/outgoing-door.ts';
import parseFile from '../../src/adapters/source-parser/parse-file.ts';
import type { Database } from '../../src/database/database.ts';
import type { OutgoingRecord } from '../../src/ports/outgoing-door.ts';
import { createSourceService } from '../../src/research/index.ts';
import { AppError } from '../../src/shared/errors.ts';
import { steppingClock } from './content.ts';

/** The product's own door, which lets members reach this machine; with what left through it. */
export function openDoor() {
  const left: OutgoingRecord[] = [];
  const door = createOutgoingDoor({ allow: ['127.0.0.1'], proxies: {}, localOnlyMode: false, record: (record) => left.push(record) });
  onTestFinished(() => door.close());
  return { door, left };
}

/** The sources of a fresh database, and its operator. Files are parsed in this process, by the product's parser. */
export async function openSources(database: Database, files: ReadonlyMap<string, Uint8Array> = new Map()) {
  const clock = steppingClock();
  const scope = await ensureOperator(database, clock.now());
  const { door, left } = openDoor();
  const kept = new Set<string>();
  const sources = createSourceService({
    fetchLimits: { totalTimeoutMs: 60_000, idleTimeoutMs: 15_000, maxBytes: 50_000_000, maxRedirects: 5 },
    ...{ database, door, clock },
    parser: { parse: (request) => parseFile(request), close: async () => {} },
    files: {
      async read(_scope, id) {
        const bytes = files.get(id);
        if (bytes === undefined) throw new AppError('not_found', `There is no file ${id}`);
        return { bytes, fileName: `${id}.md`, mediaType: 'text/markdown' };
      },
      async keep(_trx, _scope, blobId, sourceId) {
        kept.add(`${blobId} for ${sourceId}`);
      },
      async drop(_trx, _scope, sourceId) {
        for (const entry of kept) if (entry.endsWith(sourceId)) kept.delete(entry);
      },
    },
  });
  return { database, clock, scope, sources, left, kept };
}

/** A web server on this machine. @returns its address without a slash at the end */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
