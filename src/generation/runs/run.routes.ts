import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { decodeCursor, encodeCursor } from '../../shared/cursor.ts';
import { AppError } from '../../shared/errors.ts';
import type { LedgerService } from '../models/ledger.service.ts';
import type { LiveEvent } from './event-hub.ts';
import { approveSchema, retrySchema, runInputSchema } from './run.schema.ts';
import type { RunService } from './run.service.ts';
import type { Run } from './run.ts';
import { noUsage, type RunView, runView, runViewSchema } from './run.view.ts';

export interface RunRouteParts {
  runs: RunService;
  ledger: LedgerService;
  /** All events after a number, to `done`. */
  stream: (run: { workspaceId: string; runId: string }, after: number, signal: AbortSignal) => AsyncIterable<LiveEvent>;
  /** The number of a run's `done`; null while it goes on. */
  doneEvent: (run: { workspaceId: string; runId: string }) => Promise<number | null>;
  sendEvents: (request: FastifyRequest, reply: FastifyReply, open: (signal: AbortSignal) => AsyncIterable<LiveEvent>) => Promise<void>;
}

const params = z.object({ id: z.string().max(100) });
const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
  documentId: z.string().max(100).optional(),
  sort: z.enum(['-createdAt']).default('-createdAt'),
});
const page = z.object({ items: z.array(runViewSchema), nextCursor: z.string().nullable() });

/** `/runs`: asked for, watched, steered. */
export function runRoutes(api: HttpApp, parts: RunRouteParts): void {
  const { runs } = parts;
  const view = async (scope: WorkspaceScope, run: Run): Promise<RunView> => {
    const [steps, usage] = await Promise.all([runs.shownSteps(scope, run.id), parts.ledger.summariseRun(scope, run.id)]);
    return runView(run, steps, usage);
  };

  api.post(
    '/runs',
    { schema: { operationId: 'createRun', tags: ['runs'], body: runInputSchema, response: { 202: runViewSchema } } },
    async (request, reply) => {
      // As it was stored, so that a repetition under the same key gives the same answer.
      const fresh = (run: Run): RunView => runView(run, runs.freshSteps(run), noUsage);
      const run = await runs.create(request.scope, request.body, { also: (trx, made) => request.keepAnswer(trx, 202, fresh(made)) });
      return reply.code(202).send(fresh(run));
    },
  );

  api.get(
    '/runs',
    { schema: { operationId: 'listRuns', tags: ['runs'], querystring: listQuery, response: { 200: page } } },
    async ({ scope, query }) => {
      const before = query.cursor === undefined ? null : cursorPlace(query.cursor);
      const found = await runs.list(scope, { before, limit: query.limit + 1, documentId: query.documentId });
      const items = await Promise.all(found.slice(0, query.limit).map((run) => view(scope, run)));
      const last = found[query.limit - 1];
      return { items, nextCursor: found.length > query.limit && last !== undefined ? encodeCursor([last.createdAt, last.id]) : null };
    },
  );

  api.get(
    '/runs/:id',
    { schema: { operationId: 'getRun', tags: ['runs'], params, response: { 200: runViewSchema } } },
    async ({ scope, params }) => view(scope, await runs.get(scope, params.id)),
  );

  api.post(
    '/runs/:id/cancel',
    { schema: { operationId: 'cancelRun', tags: ['runs'], params, response: { 200: runViewSchema } } },
    async ({ scope, params }) => view(scope, await runs.cancel(scope, params.id)),
  );

  api.post(
    '/runs/:id/retry',
    { schema: { operationId: 'retryRun', tags: ['runs'], params, body: retrySchema.nullish(), response: { 202: runViewSchema } } },
    async ({ scope, params, body }, reply) => reply.code(202).send(await view(scope, await runs.retry(scope, params.id, body ?? {}))),
  );

  api.post(
    '/runs/:id/approve',
    { schema: { operationId: 'approveOutline', tags: ['runs'], params, body: approveSchema.nullish(), response: { 202: runViewSchema } } },
    async ({ scope, params, body }, reply) => reply.code(202).send(await view(scope, await runs.approve(scope, params.id, body?.outline))),
  );

  api.get(
    '/runs/:id/events',
    { schema: { operationId: 'watchRun', tags: ['runs'], params, produces: ['text/event-stream'] } },
    async (request, reply) => {
      const { scope } = request;
      const after = lastEventId(request);
      const run = await runs.get(scope, (request.params as z.infer<typeof params>).id);
      const key = { workspaceId: scope.workspaceId, runId: run.id };
      const done = await parts.doneEvent(key);
      if (done !== null && after >= done) return reply.code(204).send();
      await parts.sendEvents(request, reply, (signal) => parts.stream(key, after, signal));
      return reply;
    },
  );
}

function lastEventId(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return 0;
  const id = Number(header);
  if (!Number.isSafeInteger(id) || id < 0) {
    throw new AppError('validation_failed', `Last-Event-ID is not an event of ours: ${String(header).slice(0, 40)}`, {
      hint: 'Send the id of the last event you saw, or leave it out.',
    });
  }
  return id;
}

function cursorPlace(cursor: string): { createdAt: number; id: string } {
  const [createdAt, id] = decodeCursor(cursor);
  if (typeof createdAt !== 'number' || typeof id !== 'string') {
    throw new AppError('validation_failed', 'The cursor is not one of this list', {
      hint: 'Use nextCursor of the page before, with the same sort.',
    });
  }
  return { createdAt, id };
}
