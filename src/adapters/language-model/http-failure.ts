import { ModelError, type ModelFailure } from '../../ports/language-model.ts';

const tooLong =
  /context[ _-]?(?:length|window|size)|maximum context|prompt is too long|input (?:length|token count).{0,40}exceed|too many (?:input )?tokens|reduce the length/i;
const keyWords = /api[ _-]?key|unauthori[sz]ed|credit balance|insufficient_quota|exceeded your current quota|billing/i;
/** Long enough to say what is wrong, short enough not to repeat a prompt. */
const longestMessage = 300;

/**
 * What an HTTP status and a provider's words mean.
 * @param words the provider's own message
 * @param wait what it asked to wait, milliseconds
 */
export function httpFailure(
  status: number,
  words: string,
  options: { wait?: number; cause?: unknown; secret?: string | null } = {},
): ModelError {
  const text = withoutSecret(words, options.secret).replace(/\s+/g, ' ').trim().slice(0, longestMessage);
  return new ModelError(failureOf(status, words), text === '' ? `HTTP ${status}` : `HTTP ${status}: ${text}`, {
    cause: options.cause,
    retryAfterMs: options.wait,
  });
}

function failureOf(status: number, words: string): ModelFailure {
  if (status === 401 || status === 402 || status === 403) return 'unauthorised';
  if (status === 413) return 'context_too_long';
  if (status === 408 || status === 504) return 'timeout';
  // An account without money answers 429 too, but waiting does not help.
  if (status === 429) return keyWords.test(words) ? 'unauthorised' : 'rate_limited';
  if (status >= 500) return 'overloaded';
  if (tooLong.test(words)) return 'context_too_long';
  return status === 400 && keyWords.test(words) ? 'unauthorised' : 'bad_request';
}

/** What is shorter stands in for a key where none is needed, such as `none`, and would be found inside of words. */
const shortestSecret = 8;

/** Some providers repeat the key, or a part of it, in what they say about it. */
export function withoutSecret(words: string, secret: string | null | undefined): string {
  return secret && secret.length >= shortestSecret ? words.replaceAll(secret, '•••') : words;
}

/** Milliseconds of `retry-after-ms` or `retry-after` (seconds or a date); undefined when neither says anything. */
export function retryAfterMs(headers: Record<string, string>, now = Date.now()): number | undefined {
  const exact = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (exact >= 0) return exact;
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
