import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from './errors.ts';

interface Mark {
  /** Cleared at the end, so that work left running behind the transaction is not taken for a part of it. */
  active: boolean;
}

const marks = new AsyncLocalStorage<Mark>();

/** Runs work so that `assertOutsideTransaction` throws anywhere inside it, however deep. */
export async function markTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark: Mark = { active: true };
  try {
    return await marks.run(mark, work);
  } finally {
    mark.active = false;
  }
}

/**
 * Called by everything that waits for something other than the running transaction: a request, a file, a model.
 * Throws AppError `internal` inside a transaction, because all other writers would wait for it too.
 * @param what as the subject of a sentence, e.g. `A model call`
 */
export function assertOutsideTransaction(what: string): void {
  if (marks.getStore()?.active !== true) return;
  throw new AppError('internal', `${what} was started inside a database transaction.`, {
    hint: 'Do it before or after the transaction; inside, await only the handle the transaction was given.',
  });
}
