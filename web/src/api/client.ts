import createClient, { type Middleware } from 'openapi-fetch';
import { offlineProblem, problemOf } from './problem.ts';
import type { components, paths } from './schema.ts';

/** A schema of the API by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Refusals are thrown, so that what comes back is always the answer. */
const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    const body: unknown = await response.json().catch(() => null);
    throw problemOf(response.status, body, response.headers.get('x-request-id'));
  },
  onError() {
    return offlineProblem();
  },
};

const client = createClient<paths>({ baseUrl: '/' });
client.use(throwProblems);

/** The public API, and the only way the page reaches the server. Methods throw `ApiProblem`. */
export const api = client;

/** The answer of a call that did not throw. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
