import { AppError } from './errors.ts';

/** The same error, naming first what it is about: of several files a person must know which one is meant. Other errors stay as they are. */
export function about(what: string, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, hint, errors, retryAfterSeconds } = error;
  return new AppError(code, `${what}: ${message}`, { hint, errors, retryAfterSeconds, cause: error.cause });
}
