import { afterEach, describe, expect, it, vi } from 'vitest';
import { sqliteOpener } from '../../../tests/support/databases.ts';
import { badSuccessors, writer } from '../../../tests/support/model-server/answers.ts';
import type { Behaviour } from '../../../tests/support/model-server/behaviour.ts';
import { type ModelServer, startModelServer } from '../../../tests/support/model-server/model-server.ts';
import { ensureOperator } from '../../accounts/index.ts';
import { createModelProviders } from '../../adapters/language-model/model-providers.ts';
import { systemClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { CodePointIndex } from '../../shared/text/code-points.ts';
import { silent } from '../runs/toy-runs.fixture.ts';
import { addRun } from './ledger.fixture.ts';
import { createLedgerService } from './ledger.service.ts';
import { createModelRouter, type Writing } from './router.ts';

const openDatabase = sqliteOpener();
const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const prompt = `Write about 150 words.

[1] Notes
Cold brew steeps for twelve hours in the fridge. Its acidity is lower than that of hot coffee.
[2] Interview
Espresso takes thirty seconds under nine bars. The crema comes from dissolved gas. It keeps for a minute.
[3] Report
Both need freshly ground beans. Storage in light harms them within days.`;

const whole = writer({
  provider: '',
  model: '',
  stream: true,
  messages: [{ role: 'user', content: prompt }],
  jsonMode: false,
  maxOutputTokens: null,
  key: null,
});

const short = { firstPartMs: 400, silenceMs: 400, attemptMs: 3_000, totalMs: 8_000 };

async function setUp(models: readonly string[], options: { fetch?: typeof fetch; totalMs?: number } = {}) {
  const server = await startModelServer({ models: ['first', 'second'] });
  servers.push(server);
  const database = await openDatabase();
  const scope = await ensureOperator(database, 1);
  const waits: number[] = [];
  const router = createModelRouter({
    providers: createModelProviders({
      ...{ google: null, mistral: null, ollama: { host: server.url, contextTokens: 8192 } },
      openai: { apiKey: 'k', baseUrl: `${server.url}/v1` },
      anthropic: { apiKey: 'k', baseUrl: `${server.url}/anthropic/v1` },
    }),
    door: { fetch: () => options.fetch ?? fetch },
    ...{
      ledger: createLedgerService({ database, clock: systemClock }),
      clock: systemClock,
      logger: silent,
      deadlines: { ...short, totalMs: options.totalMs ?? short.totalMs },
    },
    wait: async (ms) => void waits.push(ms),
  });
  const controller = new AbortController();
  let shown = '';
  const resets: number[] = [];
  const live = {
    append: (text: string) => {
      shown += text;
    },
    reset: (keep: number) => {
      resets.push(keep);
      shown = new CodePointIndex(shown).slice(0, keep);
    },
  };
  const writing: Writing = {
    purpose: { scope, runId: null, step: 'section:one', attempt: 1 },
    request: {
      messages: [
        { role: 'system', content: 'Write plainly.' },
        { role: 'user', content: prompt },
      ],
      maxOutputTokens: 600,
    },
    ...{ models, carriesLocalOnly: false, signal: controller.signal },
  };
  return {
    server,
    scope,
    runWithBudget: (budgetMicros: number) => addRun(database, scope, budgetMicros),
    waits,
    resets,
    controller,
    shown: () => shown,
    write: (change: Partial<Writing> = {}) => router.write({ ...writing, ...change }, live),
    ledger: () =>
      database.read
        .selectFrom('ledger')
        .select(['provider', 'model', 'status', 'error', 'estimated', 'output_tokens'])
        .orderBy('id')
        .execute(),
  };
}

const chain = ['openai/first', 'anthropic/second'];

describe('The model router', () => {
  it('has a text written, live, and writes off what it used', async () => {
    const desk = await setUp(['ollama/first']);
    const written = await desk.write();
    expect(written).toMatchObject({ text: whole, finish: 'stop', model: 'ollama/first', models: ['ollama/first'], costMicros: 0 });
    expect(written.usage.outputTokens).toBeGreaterThan(20);
    expect(desk.shown()).toBe(whole);
    expect(await desk.ledger()).toMatchObject([{ provider: 'ollama', status: 'succeeded', estimated: 0 }]);
  });

  const failures: [string, Behaviour, string][] = [
    ['overloaded', { kind: 'failed' }, 'overloaded'],
    ['rate limited', { kind: 'rate-limited', retryAfterSeconds: 30 }, 'rate_limited'],
    ['locked', { kind: 'unauthorised' }, 'unauthorised'],
    ['silent', { kind: 'hang' }, 'timeout'],
    ['too small', { kind: 'context-too-long' }, 'context_too_long'],
    ['unwilling', { kind: 'refusal' }, 'refusal'],
    ['unwilling in words only', { kind: 'answer', text: "I'm sorry, but I can't help with that request." }, 'refusal'],
    ['without words', { kind: 'empty' }, 'empty'],
  ];
  it.each(failures)('asks the next model when the first is %s', async (_, behaviour, failure) => {
    const desk = await setUp(chain);
    desk.server.script([behaviour], 'first');
    const written = await desk.write();
    expect(written).toMatchObject({ text: whole, model: 'anthropic/second', models: ['anthropic/second'] });
    expect(written.attempts.map((each) => each.failure)).toEqual([failure, null]);
    expect(desk.shown()).toBe(whole);
    expect((await desk.ledger()).map(({ model, status }) => `${model} ${status}`)).toEqual([
      failure === 'refusal' || failure === 'empty' ? 'first succeeded' : 'first failed',
      'second succeeded',
    ]);
  });

  const cuts: [string, Behaviour][] = [
    ['without a word', { kind: 'cut', text: writer, words: 30, how: 'silent' }],
    ['with an error', { kind: 'cut', text: writer, words: 30, how: 'error-event' }],
    ['by a lost connection', { kind: 'cut', text: writer, words: 30, how: 'reset' }],
    ['in nonsense', { kind: 'malformed', text: writer, words: 30 }],
    ['in silence', { kind: 'hang', text: writer, words: 30 }],
  ];
  describe.each(cuts)('a text that breaks off %s', (_, behaviour) => {
    it('is continued by the next model from its last whole sentence, with nothing twice', async () => {
      const desk = await setUp(chain);
      desk.server.script([behaviour], 'first');
      const written = await desk.write();
      expect(written).toMatchObject({ text: whole, model: 'anthropic/second', models: chain });
      expect(desk.shown()).toBe(whole);
      expect(desk.resets).toHaveLength(1);
      const asked = desk.server.calls[1]?.asked.messages ?? [];
      expect(asked.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
      expect(whole.startsWith(asked[2]?.content ?? '?')).toBe(true);
      expect(asked[2]?.content).toMatch(/\.$/);
      expect((await desk.ledger()).map(({ status, estimated }) => [status, estimated])).toEqual([
        ['failed', 1],
        ['succeeded', 0],
      ]);
    });
  });

  it.each(Object.entries(badSuccessors))('a successor that %s adds only what is new', async (_, text) => {
    const desk = await setUp(chain);
    desk.server.script([{ kind: 'cut', text: writer, words: 30, how: 'silent' }], 'first');
    desk.server.script([{ kind: 'answer', text }], 'second');
    expect((await desk.write()).text).toBe(whole);
    expect(desk.shown()).toBe(whole);
  });

  it('begins anew when not one sentence was whole', async () => {
    const desk = await setUp(chain);
    desk.server.script([{ kind: 'cut', text: writer, words: 3, how: 'silent' }], 'first');
    expect(await desk.write()).toMatchObject({ text: whole, models: ['anthropic/second'] });
    expect([desk.resets, desk.shown()]).toEqual([[0], whole]);
  });

  it('begins anew when half an outline arrived', async () => {
    const desk = await setUp(chain);
    const request = {
      messages: [{ role: 'user' as const, content: `Answer in JSON with "sections".\n${prompt}` }],
      maxOutputTokens: 500,
      jsonSchema: { name: 'outline', schema: { type: 'object' } },
    };
    desk.server.script([{ kind: 'cut', text: writer, words: 8, how: 'silent' }], 'first');
    const written = await desk.write({ request });
    expect(JSON.parse(written.text)).toMatchObject({ sections: expect.any(Array) });
    expect(desk.server.calls[1]?.asked.messages).toHaveLength(1);
  });

  it('goes on with the same model, and more room, when thoughts left too little of it for the text', async () => {
    const desk = await setUp(chain);
    const thoughts = 'I weigh every word. '.repeat(100);
    const half = whole.slice(0, whole.indexOf('Espresso takes') + 12);
    desk.server.script([{ kind: 'answer', text: half, thoughts, finish: 'length' }], 'first');
    const written = await desk.write();
    expect(written).toMatchObject({ text: whole, finish: 'stop', models: ['openai/first'] });
    expect(written.attempts.map(({ failure }) => failure)).toEqual(['length', null]);
    expect(desk.server.calls.map(({ asked }) => asked.maxOutputTokens)).toEqual([600, 1200]);
    expect(desk.shown()).toBe(whole);
    expect(written.usage.outputTokens, 'thoughts are counted').toBeGreaterThan(400);
    expect((await desk.ledger()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it('asks again with more room for an outline that met its longest length', async () => {
    const desk = await setUp(['openai/first']);
    const messages = [{ role: 'user' as const, content: `Answer in JSON with "sections".\n${prompt}` }];
    desk.server.script([{ kind: 'answer', text: '{"title": "Cof', finish: 'length' }]);
    const written = await desk.write({ request: { messages, maxOutputTokens: 300, jsonSchema: { name: 'outline', schema: {} } } });
    expect(JSON.parse(written.text)).toMatchObject({ sections: expect.any(Array) });
    expect(desk.server.calls.map(({ asked }) => asked.maxOutputTokens)).toEqual([300, 600]);
    desk.server.otherwise({ kind: 'answer', text: '{"title": "Cof', finish: 'length' });
    const never = await desk.write({ request: { messages, maxOutputTokens: 300, jsonSchema: { name: 'outline', schema: {} } } });
    expect(never).toMatchObject({ text: '', finish: 'length', model: 'openai/first' });
  });

  it('ends a text that became far too long at its last whole sentence', async () => {
    const desk = await setUp(['openai/first']);
    desk.server.script([{ kind: 'answer', text: `${whole} ${whole.repeat(4)} And then`, finish: 'length' }]);
    const written = await desk.write();
    expect(written.finish).toBe('length');
    expect(written.text).toMatch(/\.$/);
    expect(written.text).not.toContain('And then');
    expect(desk.shown()).toBe(written.text);
    expect(desk.server.calls).toHaveLength(1);
  });

  it('keeps the whole sentences when no room is enough, and says that they are not all', async () => {
    const desk = await setUp(['openai/first']);
    desk.server.otherwise({ kind: 'answer', text: 'It keeps for a minute. And', finish: 'length' });
    const written = await desk.write();
    expect(written).toMatchObject({ text: expect.stringMatching(/^It keeps for a minute\.\s*$/), finish: 'length', model: 'openai/first' });
    expect(desk.server.calls).toHaveLength(3);
    desk.server.otherwise({ kind: 'answer', text: 'And', finish: 'length' });
    await expect(desk.write()).rejects.toMatchObject({ message: expect.stringContaining('longest length') });
  });

  it('waits for a model that thinks, as long as it shows that it does', async () => {
    const desk = await setUp(['ollama/first']);
    desk.server.script([{ kind: 'answer', text: whole, thoughts: 'I weigh every word. '.repeat(10), thoughtMs: 30 }]);
    expect((await desk.write()).attempts).toMatchObject([{ failure: null }]);
  });

  it('ends all attempts when the time for them is over', async () => {
    const desk = await setUp(['openai/first'], { totalMs: 300 });
    desk.server.otherwise({ kind: 'hang' });
    const error = await desk.write().catch((caught: unknown) => caught);
    expect((error as AppError).message).toMatch(/within 0\.(?:2\d*|3) s/);
    expect(desk.server.calls).toHaveLength(1);
  });

  it('asks without JSON mode where a server does not know it', async () => {
    const desk = await setUp(['openai/first']);
    const refuses: typeof fetch = async (url, init) =>
      String(init?.body).includes('response_format')
        ? Response.json({ error: { message: 'unknown field' } }, { status: 400 })
        : fetch(url, init);
    const other = await setUp(['openai/first'], { fetch: refuses });
    const request = {
      messages: [{ role: 'user' as const, content: '"sections"' }],
      maxOutputTokens: 500,
      jsonSchema: { name: 'outline', schema: {} },
    };
    expect((await desk.write({ request })).attempts).toHaveLength(1);
    expect((await other.write({ request })).attempts.map(({ failure }) => failure)).toEqual(['bad_request', null]);
  });

  it('waits as long as it is asked to when there is no other model', async () => {
    const desk = await setUp(['openai/first']);
    desk.server.script([{ kind: 'rate-limited', retryAfterSeconds: 7 }]);
    expect((await desk.write()).text).toBe(whole);
    expect(desk.waits).toHaveLength(1);
    expect(desk.waits[0]).toBeGreaterThan(6_500);
    expect(desk.waits[0]).toBeLessThanOrEqual(7_000);
  });

  it('does not wait for an hour, and says when to try again', async () => {
    const desk = await setUp(['openai/first']);
    desk.server.script([{ kind: 'rate-limited', retryAfterSeconds: 3_600 }]);
    await expect(desk.write()).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringContaining('openai/first') });
    expect(desk.server.calls).toHaveLength(1);
  });

  it('gives up after three attempts, and says what each model said', async () => {
    const desk = await setUp(chain);
    desk.server.script([{ kind: 'failed' }, { kind: 'failed' }, { kind: 'failed' }], 'first');
    desk.server.script([{ kind: 'unauthorised' }], 'second');
    const error = (await desk.write().catch((caught: unknown) => caught)) as AppError;
    expect(error).toMatchObject({ code: 'upstream_failed', hint: expect.stringContaining('key') });
    expect(error.message).toMatch(/openai\/first: HTTP 500.*anthropic\/second: HTTP 401/s);
    expect(desk.server.calls).toHaveLength(4);
  });

  it('leaves a model alone that failed in earlier steps', async () => {
    const desk = await setUp(chain);
    desk.server.script(
      Array.from({ length: 3 }, () => ({ kind: 'failed' as const })),
      'first',
    );
    for (let step = 0; step < 3; step += 1) await desk.write();
    const before = desk.server.calls.length;
    await desk.write();
    expect(desk.server.calls.slice(before).map(({ asked }) => asked.model)).toEqual(['second']);
  });

  it('ends the call when the run is stopped, and writes off what it has probably cost', async () => {
    const desk = await setUp(chain);
    desk.server.script([{ kind: 'hang', text: writer, words: 10 }]);
    const writing = desk.write();
    await vi.waitUntil(() => desk.shown() !== '');
    desk.controller.abort(new Error('drained'));
    await expect(writing).rejects.toThrow('drained');
    await desk.server.settled();
    expect(desk.server.calls).toMatchObject([{ outcome: 'aborted' }]);
    expect(await desk.ledger()).toMatchObject([{ status: 'interrupted', estimated: 1 }]);
  });

  it('goes past a model the door forbids, and says so when there is no other', async () => {
    const forbidden: typeof fetch = async (url, init) => {
      if (String(url).includes('anthropic')) return fetch(url, init);
      throw new AppError('forbidden', 'This text is marked as not to leave this machine');
    };
    const desk = await setUp(chain, { fetch: forbidden });
    expect((await desk.write()).model).toBe('anthropic/second');
    await expect(desk.write({ models: ['openai/first'] })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await desk.ledger()).map(({ status }) => status)).toEqual(['failed', 'succeeded', 'failed']);
  });

  it('goes past a model without a price when there is a budget, and says what the others said', async () => {
    const desk = await setUp(['openai/unpriced', 'ollama/second']);
    const runId = await desk.runWithBudget(1_000_000);
    const purpose = { scope: desk.scope, runId, step: 'section:one', attempt: 1 };
    expect((await desk.write({ purpose })).model).toBe('ollama/second');
    await expect(desk.write({ purpose, models: ['openai/unpriced'] })).rejects.toMatchObject({ code: 'unprocessable' });
    desk.server.otherwise({ kind: 'unauthorised' });
    await expect(desk.write({ purpose })).rejects.toMatchObject({ message: expect.stringContaining('HTTP 401') });
  });

  it('does not send a prompt the context cannot hold', async () => {
    const desk = await setUp(['ollama/first']);
    const messages = [{ role: 'user' as const, content: 'coffee '.repeat(6_000) }];
    await expect(desk.write({ request: { messages, maxOutputTokens: 500 } })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('context of 8192'),
    });
    expect([desk.server.calls.length, (await desk.ledger()).length]).toEqual([0, 0]);
  });

  it('is told when a model is not there', async () => {
    const desk = await setUp(['ollama/missing']);
    await expect(desk.write()).rejects.toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('ollama/missing') });
    await expect(desk.write({ models: ['mistral/first'] })).rejects.toMatchObject({ code: 'no_author_available' });
  });
});
