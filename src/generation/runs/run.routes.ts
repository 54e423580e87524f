import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { AppError } from '../../shared/errors.ts';
import { describeIn, idSchema, listQuery, pageSchema, idParams as params } from '../../shared/route-schemas.ts';
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

const about = describeIn('runs', {
  createRun: 'Asks for research, a check or a piece; the answer comes before the work',
  listRuns: 'Lists runs',
  getRun: 'Shows a run, its steps, and what it used',
  cancelRun: 'Ends a run',
  retryRun: 'Plays a run on, or again from a step',
  approveOutline: 'Lets a run that waits for its outline go on',
  watchRun: 'What happens in a run, as server-sent events',
});
const runListQuery = listQuery(['-createdAt', 'createdAt', '-updatedAt', 'updatedAt']).extend({ documentId: idSchema.optional() });
const page = pageSchema(runViewSchema);

/** `/runs`: asked for, watched, steered. */
export function runRoutes(api: HttpApp, parts: RunRouteParts): void {
  const { runs } = parts;
  const view = async (scope: WorkspaceScope, run: Run): Promise<RunView> => {
    const [steps, usage] = await Promise.all([runs.shownSteps(scope, run.id), parts.ledger.summariseRun(scope, run.id)]);
    return runView(run, steps, usage);
  };

  api.post('/runs', { schema: { ...about.createRun, body: runInputSchema, response: { 202: runViewSchema } } }, async (request, reply) => {
    // As it was stored, so that a repetition under the same key gives the same answer.
    const fresh = (run: Run): RunView => runView(run, runs.freshSteps(run), noUsage);
    const run = await runs.create(request.scope, request.body, {
      also: (trx, made) => request.keepAnswer(trx, { status: 202, body: fresh(made) }),
    });
    return reply.code(202).send(fresh(run));
  });

  api.get('/runs', { schema: { ...about.listRuns, querystring: runListQuery, response: { 200: page } } }, async ({ scope, query }) => {
    const { items, nextCursor } = await runs.list(scope, query);
    return { items: await Promise.all(items.map((run) => view(scope, run))), nextCursor };
  });

  api.get('/runs/:id', { schema: { ...about.getRun, params, response: { 200: runViewSchema } } }, async ({ scope, params }) =>
    view(scope, await runs.get(scope, params.id)),
  );

  api.post('/runs/:id/cancel', { schema: { ...about.cancelRun, params, response: { 200: runViewSchema } } }, async ({ scope, params }) =>
    view(scope, await runs.cancel(scope, params.id)),
  );

  api.post(
    '/runs/:id/retry',
    { schema: { ...about.retryRun, params, body: retrySchema.nullish(), response: { 202: runViewSchema } } },
    async ({ scope, params, body }, reply) => reply.code(202).send(await view(scope, await runs.retry(scope, params.id, body ?? {}))),
  );

  api.post(
    '/runs/:id/approve',
    { schema: { ...about.approveOutline, params, body: approveSchema.nullish(), response: { 202: runViewSchema } } },
    async ({ scope, params, body }, reply) => reply.code(202).send(await view(scope, await runs.approve(scope, params.id, body?.outline))),
  );

  api.get('/runs/:id/events', { schema: { ...about.watchRun, params, produces: ['text/event-stream'] } }, async (request, reply) => {
    const { scope } = request;
    const after = lastEventId(request);
    const run = await runs.get(scope, (request.params as z.infer<typeof params>).id);
    const key = { workspaceId: scope.workspaceId, runId: run.id };
    const done = await parts.doneEvent(key);
    if (done !== null && after >= done) return reply.code(204).send();
    await parts.sendEvents(request, reply, (signal) => parts.stream(key, after, signal));
    return reply;
  });
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
