import { AppError } from '../../shared/errors.ts';
import type { AttemptFailure } from './attempt.ts';

interface Tried {
  model: string;
  failure: AttemptFailure | null;
  message: string;
}

const hints: Partial<Record<AttemptFailure, string>> = {
  unauthorised: 'Check the key of the provider, and that its account may use the model.',
  bad_request: 'Check the name of the model: GET /models lists what is there.',
  context_too_long: 'Choose a model with a larger context, or fewer sources.',
  length: 'Choose a model that thinks less or may answer longer.',
  refusal: 'Another model may write it: name it with the run, or add it to the chain.',
  unreachable: 'Check that the provider can be reached from here, and the proxy settings.',
};

/**
 * The error of a step no model could write: what each said last.
 * @param retryInMs when the chain could be asked again, null when not soon
 */
export function noAnswer(models: readonly string[], tried: readonly Tried[], retryInMs: number | null): AppError {
  const lastOf = models.map((model) => tried.findLast((each) => each.model === model)).filter((each) => each !== undefined);
  if (lastOf.length === 0) {
    return new AppError('unavailable', `No model can be asked now: ${models.join(', ') || 'none is configured'}`, {
      hint: 'The models failed several times in a row and get a pause; try again in some minutes.',
    });
  }
  const words = lastOf.map(({ model, failure, message }) => `${model}: ${message || failure}`).join('; ');
  const failures = new Set(lastOf.map(({ failure }) => failure));
  const hint =
    lastOf.map(({ failure }) => hints[failure ?? 'cut']).find((each) => each !== undefined) ??
    'Try again; what a run has finished is kept.';
  const isRequest = [...failures].every((failure) => failure === 'context_too_long' || failure === 'refusal');
  if (isRequest) return new AppError('unprocessable', `No model wrote this. ${words}`, { hint });
  if (failures.size === 1 && failures.has('rate_limited')) {
    const retryAfterSeconds = retryInMs === null ? undefined : Math.ceil(retryInMs / 1000);
    return new AppError('rate_limited', words, { hint: 'Try again later, or add another model to the chain.', retryAfterSeconds });
  }
  return new AppError('upstream_failed', `No model answered. ${words}`, { hint });
}
