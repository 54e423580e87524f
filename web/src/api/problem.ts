import type { components } from './schema.ts';

type Problem = components['schemas']['Problem'];

/** What the server, or the way to it, refused: what happened, what to do, and by which number it is found in the log. */
export class ApiProblem extends Error {
  /** A code of the API's catalogue, or `offline` when there was no answer. */
  readonly code: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly hint: string | null;
  readonly requestId: string | null;
  readonly fields: readonly { path: string; message: string }[];

  constructor(facts: {
    code: string;
    status: number;
    detail: string;
    hint: string | null;
    requestId: string | null;
    fields?: Problem['errors'];
  }) {
    super(facts.detail);
    this.name = 'ApiProblem';
    this.code = facts.code;
    this.status = facts.status;
    this.hint = facts.hint;
    this.requestId = facts.requestId;
    this.fields = facts.fields ?? [];
  }
}

/** @param body as it was parsed; an answer of something between us and the server may be anything */
export function problemOf(status: number, body: unknown, requestId: string | null): ApiProblem {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return new ApiProblem({
    code: problem.code ?? 'internal',
    status,
    detail: problem.detail ?? problem.title ?? `The server answered with status ${status}`,
    hint: problem.hint ?? null,
    requestId: problem.requestId ?? requestId,
    fields: problem.errors,
  });
}

/** A request that had no answer. */
export function offlineProblem(): ApiProblem {
  return new ApiProblem({
    code: 'offline',
    status: 0,
    detail: 'AI-Writer does not answer',
    hint: 'See whether the program still runs. What was saved is safe; what you typed stays here.',
    requestId: null,
  });
}

export function isOffline(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'offline';
}
