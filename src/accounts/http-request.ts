import type { Transaction } from '../database/database.ts';
import type { WorkspaceScope } from './workspace-scope.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Set on every route that is not public. */
    scope: WorkspaceScope;
    /**
     * Stores the answer for the request's idempotency key in the transaction that does the work, so that a crash right
     * after the commit cannot make a repetition do it twice. Does nothing without a key.
     */
    keepAnswer: (trx: Transaction, answer: { status: number; body: unknown; etag?: string }) => Promise<void>;
    /**
     * Tells what was sent, where the body is a stream that nobody could read before, and before anything is done with it. Throws AppError
     * `idempotency_conflict` when the request's idempotency key was used for other content. Does nothing without a key.
     */
    identifyBody: (content: string) => Promise<void>;
  }
}
