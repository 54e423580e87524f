import { z } from 'zod';
import { administrators, assertMay } from '../../accounts/index.ts';
import type { Database } from '../../database/database.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { pageOf, timePlace } from '../../shared/page.ts';
import { describeIn, isoTime, listQuery, pageSchema } from '../../shared/route-schemas.ts';
import { type OutgoingLine, outgoingLogRepository } from './outgoing-log.repository.ts';

const bytes = z.int().min(0);
const lineSchema = z
  .object({
    id: z.string(),
    at: isoTime,
    purpose: z.string().meta({ description: 'source, model, search or telemetry' }),
    method: z.string(),
    target: z.string().meta({ description: 'Scheme, host and port; the path only for sources' }),
    userId: z.string().nullable(),
    runId: z.string().nullable(),
    status: z.int().nullable().meta({ description: 'HTTP status; null when no answer came' }),
    error: z.string().nullable(),
    bytesSent: bytes,
    bytesReceived: bytes,
    milliseconds: bytes,
  })
  .meta({ id: 'OutgoingRequest' });
const page = pageSchema(lineSchema);
const description = describeIn('operations', { listOutgoing: 'Lists what was sent where, when and for whom' }).listOutgoing;

/** `/outgoing`: what was sent where, newest first. */
export function outgoingRoutes(api: HttpApp, { database }: { database: Database }): void {
  api.get(
    '/outgoing',
    { schema: { ...description, querystring: listQuery(['-at']), response: { 200: page } } },
    async ({ scope, query }) => {
      assertMay(scope, { roles: administrators, scope: 'settings:manage', action: 'see what was sent where' });
      const found = await outgoingLogRepository(scope).list(database.read, timePlace(query.cursor, query.sort), query.limit + 1);
      const { items, nextCursor } = pageOf(found, query.limit, (last) => [query.sort, last.at, last.id]);
      return { items: items.map(view), nextCursor };
    },
  );
}

function view(line: OutgoingLine): z.infer<typeof lineSchema> {
  return {
    ...{ id: line.id, at: new Date(line.at).toISOString(), purpose: line.purpose, method: line.method, target: line.target },
    ...{ userId: line.user_id, runId: line.run_id, status: line.status, error: line.error },
    ...{ bytesSent: line.bytes_sent, bytesReceived: line.bytes_received, milliseconds: line.duration_ms },
  };
}
