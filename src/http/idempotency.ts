import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotencyKey, IdempotencyService } from '../accounts/index.ts';
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
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null) return;
    const hash = hashOf(request);
    if (!(await answers.take(key, hash))) return repeat(answers, key, hash, reply);
    held.set(request, key);
    request.keepAnswer = (trx, status, body) => answers.keepWith(trx, key, status, JSON.stringify(body));
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = held.get(request);
    if (key === undefined) return payload;
    held.delete(request);
    // Changes nothing when the answer was kept together with the work, and settles the key when that was rolled back.
    await answers.settle(key, mayKeep(request, reply, payload) ? { status: reply.statusCode, response: String(payload ?? '') } : null);
    return payload;
  });
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

/** What makes two requests the same. A multipart body is a stream that is not read yet; its length stands for it. */
function hashOf(request: FastifyRequest): string {
  const body = request.isMultipart?.() === true ? (request.headers['content-length'] ?? '') : JSON.stringify(request.body ?? null);
  return createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex');
}

/** Secrets are never stored, and a failure of ours may be tried again. */
function mayKeep(request: FastifyRequest, reply: FastifyReply, payload: unknown): boolean {
  const isText = payload === null || payload === undefined || typeof payload === 'string';
  return isText && reply.statusCode < 500 && reply.statusCode !== 429 && request.routeOptions.config.holdsSecret !== true;
}

async function repeat(answers: IdempotencyService, key: IdempotencyKey, hash: string, reply: FastifyReply): Promise<FastifyReply> {
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    const answer = await answers.find(key);
    if (answer !== null && answer.requestHash !== hash) {
      throw new AppError('idempotency_conflict', 'This Idempotency-Key was used for another request', {
        hint: 'Use a new key for a new request.',
      });
    }
    if (answer === null) break;
    if (answer.status !== null) {
      reply.header('idempotency-replayed', 'true').code(answer.status);
      if (answer.status === 204) return reply.send();
      reply.type(answer.status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8');
      return reply.serializer((value: unknown) => String(value)).send(answer.response ?? '');
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new AppError('conflict', 'The first request with this Idempotency-Key has no answer that can be repeated', {
    hint: 'Send it again in a moment.',
    retryAfterSeconds: 1,
  });
}
