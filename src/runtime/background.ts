import type { ApiKeyService } from '../accounts/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { Features } from './features.ts';
import type { HousekeepingParts } from './housekeeping.ts';
import { housekeepingChores, keepHouse } from './housekeeping.ts';
import { whileLeading } from './leadership.ts';

type Work = (signal: AbortSignal) => Promise<void>;

/** Begins work that ends by its signal. @returns ends it and waits */
export function inBackground(work: Work, logger: Logger): () => Promise<void> {
  const end = new AbortController();
  const ended = work(end.signal).catch((error: unknown) => logger.error({ err: error }, 'background work ended'));
  return async () => {
    end.abort();
    await ended;
  };
}

/**
 * What one process does for all: vectors follow the sources, and what is kept for a time only goes.
 * A command that serves only itself has no part in it: embedding costs more than the command.
 */
export function schedulerWork(parts: HousekeepingParts & { features: Features; logger: Logger; holder: string }): Work {
  const { logger, holder, features, adapters } = parts;
  const chores = housekeepingChores(parts);
  const leading = together(
    (signal) => features.vectorIndexer.run(signal),
    (signal) => keepHouse(chores, { clock: features.clock, logger }, signal),
  );
  return (signal) => whileLeading({ database: adapters.database, logger, name: 'scheduler', holder }, leading, signal);
}

/** Works side by side; when one fails the other is ended too. Settles when both have ended. */
function together(...works: readonly Work[]): Work {
  return async (signal) => {
    const failed = new AbortController();
    const shared = AbortSignal.any([signal, failed.signal]);
    const ended = works.map((work) =>
      work(shared).catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    );
    await Promise.allSettled(ended);
    await Promise.all(ended);
  };
}

/** Stores the times keys were last used, once a minute. @returns ends that and stores the last ones */
export function flushKeyUses(apiKeys: ApiKeyService, logger: Logger): () => Promise<void> {
  const flush = (): Promise<void> =>
    apiKeys.flushUses().catch((error: unknown) => logger.error({ err: error }, 'times of last use cannot be stored'));
  const timer = setInterval(() => void flush(), 60_000);
  return () => {
    clearInterval(timer);
    return flush();
  };
}
