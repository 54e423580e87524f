import { z } from 'zod';
import { assertMay } from '../../accounts/index.ts';
import type { Database } from '../../database/database.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { decodeCursor, encodeCursor } from '../../shared/cursor.ts';
import { AppError } from '../../shared/errors.ts';
import { type OutgoingLine, outgoingLogRepository } from './outgoing-log.repository.ts';

const bytes = z.int().min(0);
const lineSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
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
const page = z.object({ items: z.array(lineSchema), nextCursor: z.string().nullable() });
const pageQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(500).optional() });

/** `/outgoing`: what was sent where, newest first. */
export function outgoingRoutes(api: HttpApp, { database }: { database: Database }): void {
  api.get(
    '/outgoing',
    { schema: { operationId: 'listOutgoing', tags: ['operations'], querystring: pageQuery, response: { 200: page } } },
    async ({ scope, query }) => {
      assertMay(scope, { roles: ['owner', 'admin'], scope: 'settings:manage', action: 'see what was sent where' });
      const before = query.cursor === undefined ? null : placeOf(query.cursor);
      const found = await outgoingLogRepository(scope).list(database.read, before, query.limit + 1);
      const last = found[query.limit - 1];
      const isMore = found.length > query.limit && last !== undefined;
      return { items: found.slice(0, query.limit).map(view), nextCursor: isMore ? encodeCursor([last.at, last.id]) : null };
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

function placeOf(cursor: string): { at: number; id: string } {
  const [at, id] = decodeCursor(cursor);
  if (typeof at === 'number' && typeof id === 'string') return { at, id };
  throw new AppError('validation_failed', 'The cursor is not one of this list', { hint: 'Use nextCursor of the page before.' });
}
