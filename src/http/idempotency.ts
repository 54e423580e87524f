import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotencyKey, IdempotencyService, KeptAnswer, TakenKey } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';

/** How long a repetition waits for the first request's answer, and how often it looks. */
const waitMs = 30_000;
const lookMs = 100;

/** Keys of requests that are being answered. */
const held = new WeakMap<FastifyRequest, IdempotencyKey>();

/** `Idempotency-Key` on writes: the same key and request give the same answer for a day, the work is done once. */
export function addIdempotency(app: HttpApp, answers: IdempotencyService): void {
  app.decorateRequest('keepAnswer', async () => {});
  app.decorateRequest('identifyBody', async () => {});
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null) return;
    if (request.isMultipart?.() === true) {
      request.identifyBody = (content) => identifyUpload(answers, key, request, content);
      return;
    }
    const hash = hashOf(request, JSON.stringify(request.body ?? null));
    if (!(await answers.take(key, hash))) return repeat(answers, key, hash, reply);
    held.set(request, key);
    request.keepAnswer = (trx, { status, body, etag = null }) =>
      answers.keepWith(trx, key, { status, response: JSON.stringify(body), etag });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = held.get(request);
    if (key === undefined) return payload;
    held.delete(request);
    // Changes nothing when the answer was kept together with the work, and settles the key when that was rolled back.
    await answers.settle(key, mayKeep(request, reply, payload) ? answerOf(reply, payload) : null);
    return payload;
  });
}

/** Equal uploads are one file and get one answer by themselves; only another file under the same key has to be found out. */
async function identifyUpload(answers: IdempotencyService, key: IdempotencyKey, request: FastifyRequest, content: string): Promise<void> {
  const hash = hashOf(request, content);
  if (await answers.take(key, hash)) held.set(request, key);
  else assertSame(await answers.find(key), hash);
}

function keyOf(request: FastifyRequest): IdempotencyKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET' || request.scope === null) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError('validation_failed', 'Idempotency-Key must be 1 to 255 visible ASCII characters', { hint: 'A UUID is a good key.' });
  }
  const { workspaceId, apiKeyId, userId } = request.scope;
  return { workspaceId, principal: apiKeyId ?? userId, key };
}

/** What makes two requests the same. */
function hashOf(request: FastifyRequest, body: string): string {
  return createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex');
}

function answerOf(reply: FastifyReply, payload: unknown): KeptAnswer {
  return { status: reply.statusCode, response: String(payload ?? ''), etag: String(reply.getHeader('etag') ?? '') || null };
}

/** Secrets are never stored, and a failure of ours may be tried again. */
function mayKeep(request: FastifyRequest, reply: FastifyReply, payload: unknown): boolean {
  const isText = payload === null || payload === undefined || typeof payload === 'string';
  return isText && reply.statusCode < 500 && reply.statusCode !== 429 && request.routeOptions.config.holdsSecret !== true;
}

async function repeat(answers: IdempotencyService, key: IdempotencyKey, hash: string, reply: FastifyReply): Promise<FastifyReply> {
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    const taken = await answers.find(key);
    assertSame(taken, hash);
    if (taken === null) break;
    if (taken.answer !== null) return sayAgain(reply, taken.answer);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new AppError('conflict', 'The first request with this Idempotency-Key has no answer that can be repeated', {
    hint: 'Send it again in a moment.',
    retryAfterSeconds: 1,
  });
}

function assertSame(taken: TakenKey | null, hash: string): void {
  if (taken === null || taken.requestHash === hash) return;
  throw new AppError('idempotency_conflict', 'This Idempotency-Key was used for another request', {
    hint: 'Use a new key for a new request.',
  });
}

function sayAgain(reply: FastifyReply, { status, response, etag }: KeptAnswer): FastifyReply {
  reply.header('idempotency-replayed', 'true').code(status);
  if (etag !== null) reply.header('etag', etag);
  if (status === 204) return reply.send();
  reply.type(status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8');
  return reply.serializer(String).send(response);
}
