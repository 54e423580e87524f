import { APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import { ModelError } from '../../ports/language-model.ts';
import { AppError } from '../../shared/errors.ts';
import { httpFailure, retryAfterMs, withoutSecret } from './http-failure.ts';

export interface FailureContext {
  /** True once the provider had accepted the request. */
  accepted: boolean;
  signal: AbortSignal;
  secret: string | null;
}

/** What a failed call throws: the caller's own abort, a refusal of the outgoing door, or a ModelError. */
export function explainSdkFailure(error: unknown, context: FailureContext): unknown {
  if (context.signal.aborted) return context.signal.reason;
  if (error instanceof ModelError) return error;
  const refusal = inChain(error, (cause): cause is AppError => cause instanceof AppError);
  if (refusal !== undefined && refusal.code !== 'upstream_failed') return refusal;
  const called = inChain(error, (cause): cause is APICallError => APICallError.isInstance(cause) && cause.statusCode !== undefined);
  if (called !== undefined) return fromStatus(called, context);
  if (JSONParseError.isInstance(error)) return new ModelError('malformed', 'The provider sent something that is no JSON', { cause: error });
  if (TypeValidationError.isInstance(error)) return fromUnknownPart(error, context);
  if (InvalidResponseDataError.isInstance(error)) return new ModelError('cut', error.message, { cause: error });
  const words = withoutSecret(wordsOf(refusal ?? error), context.secret);
  return new ModelError(context.accepted ? 'cut' : 'unreachable', words, { cause: error });
}

function fromStatus(error: APICallError, { accepted, secret }: FailureContext): ModelError {
  const status = error.statusCode as number;
  if (status < 400) {
    if (accepted) return new ModelError('cut', wordsOf(error), { cause: error });
    return new ModelError('malformed', `HTTP ${status}, but not in the provider’s format`, { cause: error });
  }
  const wait = retryAfterMs(error.responseHeaders ?? {}) ?? retryInfoMs(error.responseBody);
  // The body tells more than the message of the SDK, such as the provider's own code for an empty account.
  const words = error.message === error.responseBody ? error.message : `${error.message} ${codeOf(error.responseBody)}`;
  return httpFailure(status, words, { wait, cause: error, secret });
}

function codeOf(body: string | undefined): string {
  return /"(?:code|reason)"\s*:\s*"(\w+)"/.exec(body ?? '')?.[1] ?? '';
}

/** Google says how long to wait in the body: `"retryDelay": "34s"`. */
function retryInfoMs(body: string | undefined): number | undefined {
  const seconds = /"retryDelay"\s*:\s*"([\d.]+)s"/.exec(body ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** A part of a stream that the SDK does not know: mostly a provider's report of an error. */
function fromUnknownPart(error: TypeValidationError, { accepted }: FailureContext): ModelError {
  const value = error.value as { object?: unknown; error?: unknown; message?: unknown } | null;
  const isReport = value?.object === 'error' || value?.error !== undefined;
  if (!isReport) return new ModelError('malformed', 'The provider sent something that is not in its own format', { cause: error });
  return new ModelError(accepted ? 'cut' : 'overloaded', wordsOf(value), { cause: error });
}

function wordsOf(error: unknown): string {
  if (typeof error === 'string') return error.slice(0, 300);
  const { message, error: inner } = (error ?? {}) as { message?: unknown; error?: unknown };
  if (typeof message === 'string' && message !== '') return message.slice(0, 300);
  return inner === undefined ? 'The provider reported an error without words' : wordsOf(inner);
}

function inChain<T>(error: unknown, is: (cause: unknown) => cause is T): T | undefined {
  let cause = error;
  for (let depth = 0; depth < 8 && cause !== undefined && cause !== null; depth += 1) {
    if (is(cause)) return cause;
    cause = (cause as { cause?: unknown }).cause;
  }
  return undefined;
}
