import { AppError, isAppError } from '../../shared/errors.ts';

/** What the caller is told: refusals and the caller's own abort as they are, everything from the network as `upstream_failed`. */
export function explainFailure(error: unknown, host: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isAppError(error)) return error;
  return new AppError('upstream_failed', `${host} could not be reached or broke off: ${deepestReason(error)}`, {
    hint: 'Check the address, the network and the proxy settings, then try again.',
    cause: error,
  });
}

/** The code a record keeps of a failure. */
export function failureCode(error: unknown): string | null {
  if (error === null) return null;
  if (isAppError(error)) return error.code;
  return error instanceof Error && error.name === 'AbortError' ? 'aborted' : 'upstream_failed';
}

function deepestReason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return deepestReason(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message || error.name : deepestReason(error.cause);
}
