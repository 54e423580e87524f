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
    keepAnswer: (trx: Transaction, status: number, body: unknown) => Promise<void>;
  }
}
