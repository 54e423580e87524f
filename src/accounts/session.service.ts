import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { deleteSession, findSession, insertSession } from './session.repository.ts';
import type { WorkspaceScope } from './workspace-scope.ts';

export type SessionService = ReturnType<typeof createSessionService>;

/** How long a browser stays signed in, milliseconds. */
export const sessionMs = 90 * 86_400_000;

/** A link works once, and at most so long after it was made, milliseconds. */
const linkMs = 86_400_000;
/** Links that may wait to be followed at the same time; the oldest goes. */
const maximumLinks = 20;

/** Signed-in browsers. A sign-in link is known to the process that made it only; a session is a row. */
export function createSessionService({ database, clock }: { database: Database; clock: Clock }) {
  const links = new Map<string, { scope: WorkspaceScope; until: number }>();

  return {
    /** @returns the token of a link that signs one browser in as this person, once */
    createLink(scope: WorkspaceScope): string {
      const token = newToken();
      links.set(hash(token), { scope, until: clock.now() + linkMs });
      for (const old of [...links.keys()].slice(0, -maximumLinks)) links.delete(old);
      return token;
    },

    /** Follows a link. @returns the session's token for the browser's cookie; null when the link is unknown, used or too old */
    async followLink(token: string, userAgent: string | null): Promise<string | null> {
      const link = links.get(hash(token));
      links.delete(hash(token));
      const now = clock.now();
      if (link === undefined || link.until <= now) return null;
      const { userId, workspaceId } = link.scope;
      const session = { id: newId('session'), userId, workspaceId, userAgent, createdAt: now, expiresAt: now + sessionMs };
      const sessionToken = newToken();
      await database.transaction((trx) => insertSession(trx, session, hash(sessionToken)));
      return sessionToken;
    },

    /** Who is signed in with this token, with the role they have now; null when nobody is. */
    async authenticate(token: string): Promise<WorkspaceScope | null> {
      const found = await findSession(database.read, hash(token), clock.now());
      return found === null ? null : { ...found, apiKeyId: null, scopes: null };
    },

    async end(token: string): Promise<void> {
      await database.transaction((trx) => deleteSession(trx, hash(token)));
    },
  };
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
