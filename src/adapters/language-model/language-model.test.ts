import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../../tests/support/model-server/behaviour.ts';
import { type ModelServer, startModelServer } from '../../../tests/support/model-server/model-server.ts';
import { describeLanguageModel, type ModelUnderTest, type ServedKind } from '../../ports/language-model.contract.ts';
import { createModelProviders, type ModelSettings } from './model-providers.ts';

const text = 'Cold brew steeps for twelve hours. Espresso takes half a minute and far more pressure.';
const secret = 'key-of-this-test';

const behaviours: Record<ServedKind, Behaviour> = {
  answer: { kind: 'answer', text },
  thinks: { kind: 'answer', text, thoughts: 'The user wants two sentences. I might begin with cold brew.' },
  'thinks-in-tags': { kind: 'answer', text: `<think>\nThe user wants two sentences. I might begin with cold brew.\n</think>\n\n${text}` },
  filtered: { kind: 'answer', text, finish: 'filtered' },
  broken: { kind: 'answer', text, finish: 'broken' },
  slow: { kind: 'answer', text, firstMs: 20, perPartMs: 3 },
  long: { kind: 'answer', text, finish: 'length' },
  empty: { kind: 'empty' },
  refusal: { kind: 'refusal' },
  'rate-limited': { kind: 'rate-limited', retryAfterSeconds: 7 },
  'rate-limited-until': { kind: 'rate-limited', retryAfterSeconds: 30, asDate: true },
  failed: { kind: 'failed' },
  unauthorised: { kind: 'unauthorised' },
  'not-found': { kind: 'not-found' },
  'context-too-long': { kind: 'context-too-long' },
  hang: { kind: 'hang' },
  'hang-midway': { kind: 'hang', text, words: 4 },
  cut: { kind: 'cut', text, words: 9, how: 'silent' },
  'cut-with-error': { kind: 'cut', text, words: 9, how: 'error-event' },
  reset: { kind: 'cut', text, words: 9, how: 'reset' },
  malformed: { kind: 'malformed', text, words: 9 },
};

function settingsFor(url: string): ModelSettings {
  return {
    openai: { apiKey: secret, baseUrl: `${url}/v1` },
    anthropic: { apiKey: secret, baseUrl: `${url}/anthropic/v1` },
    google: { apiKey: secret, baseUrl: `${url}/google/v1beta` },
    mistral: { apiKey: secret, baseUrl: `${url}/mistral/v1` },
    ollama: { host: url, contextTokens: 8192 },
  };
}

/** OpenAI's own address, which has an adapter of its own; its calls are led to the scripted server. */
const ownAddress = 'https://api.openai.com';

async function open(provider: string, isOwn = false): Promise<ModelUnderTest> {
  const server = await startModelServer();
  const settings = settingsFor(server.url);
  const door: typeof fetch = (url, init) => fetch(String(url).replace(ownAddress, server.url), init);
  const providers = createModelProviders(isOwn ? { ...settings, openai: { apiKey: secret, baseUrl: null } } : settings);
  const model = await providers.open(`${provider}/scripted`, door);
  return {
    model,
    text,
    next: (kind) => server.script([behaviours[kind]]),
    calls: () => server.calls.length,
    received: () => server.received(1),
    aborted: () => aborted(server),
    close: () => server.close(),
  };
}

async function aborted(server: ModelServer): Promise<void> {
  await server.settled();
  expect(server.calls.at(-1)?.outcome).toBe('aborted');
}

const noFault = { wordless: ['broken' as const] };
describeLanguageModel('OpenAI chat completions', () => open('openai'), noFault);
describeLanguageModel('OpenAI’s own chat completions', () => open('openai', true), { wordless: ['broken', 'thinks'] });
describeLanguageModel('Anthropic', () => open('anthropic'), noFault);
describeLanguageModel('Google', () => open('google'));
describeLanguageModel('Mistral', () => open('mistral'), { wordless: ['refusal', 'filtered'] });
describeLanguageModel('Ollama', () => open('ollama'), { wordless: ['refusal', 'filtered', 'broken'] });

describe('what is sent', () => {
  const ask = async (provider: string) => {
    const server = await startModelServer();
    const model = await createModelProviders(settingsFor(server.url)).open(`${provider}/scripted`, fetch);
    const messages = [
      { role: 'system' as const, content: 'Be plain.' },
      { role: 'user' as const, content: 'Begin.' },
      { role: 'assistant' as const, content: 'It began.' },
      { role: 'user' as const, content: 'Go on.' },
    ];
    for await (const _ of model.stream({ messages, maxOutputTokens: 321 }, new AbortController().signal));
    await server.close();
    return { call: server.calls[0] as ModelServer['calls'][number], messages };
  };

  it.each(['openai', 'anthropic', 'google', 'mistral', 'ollama'])('%s gets the messages, the limit and the key', async (provider) => {
    const { call, messages } = await ask(provider);
    expect(call.asked).toMatchObject({ provider, model: 'scripted', stream: true, messages, maxOutputTokens: 321 });
    expect(call.asked.key).toBe(provider === 'ollama' ? null : secret);
  });

  it('asks a server at OPENAI_BASE_URL for its usage', async () => {
    expect((await ask('openai')).call.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  it('speaks to a model of OpenAI’s behind a gateway as to OpenAI itself', async () => {
    const server = await startModelServer();
    const model = await createModelProviders(settingsFor(server.url)).open('openai/gpt-5-mini', fetch);
    for await (const _ of model.stream({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 77 }, new AbortController().signal));
    await server.close();
    expect(server.calls[0]?.body).toMatchObject({ max_completion_tokens: 77, stream_options: { include_usage: true } });
    expect(server.calls[0]?.body).not.toHaveProperty('max_tokens');
  });

  it('tells Ollama the size of the context, and to fail rather than cut the prompt', async () => {
    expect((await ask('ollama')).call.body).toMatchObject({ options: { num_ctx: 8192, num_predict: 321 }, truncate: false });
  });

  it.each([
    [{ capabilities: ['completion'] }, undefined],
    [{ capabilities: ['completion', 'thinking'] }, false],
    [{ capabilities: ['completion', 'thinking'], model_info: { 'general.architecture': 'gptoss' } }, 'low'],
    [{ thinking: { values: [true, false], default: true } }, false],
    [{ thinking: { values: ['low', 'high'], default: 'high' } }, 'low'],
  ])('asks Ollama for as little thinking as its model allows: %j', async (shown, think) => {
    const server = await startModelServer();
    const telling: typeof fetch = async (url, init) => (String(url).endsWith('/api/show') ? Response.json(shown) : fetch(url, init));
    const model = await createModelProviders(settingsFor(server.url)).open('ollama/scripted', telling);
    for await (const _ of model.stream({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 5 }, new AbortController().signal));
    await server.close();
    expect(server.calls[0]?.body.think).toBe(think);
  });

  it('takes a prompt that Google blocks for a refusal', async () => {
    const server = await startModelServer();
    server.script([{ kind: 'blocked' }]);
    const model = await createModelProviders(settingsFor(server.url)).open('google/scripted', fetch);
    const parts = [];
    for await (const part of model.stream({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 5 }, new AbortController().signal))
      parts.push(part);
    await server.close();
    expect(parts).toMatchObject([{ type: 'finish', reason: 'refusal' }]);
  });

  it('never shows a key in an error', async () => {
    const leaky: typeof fetch = async () => Response.json({ error: { message: `Incorrect API key provided: ${secret}` } }, { status: 401 });
    const model = await createModelProviders(settingsFor('http://127.0.0.1:1')).open('openai/scripted', leaky);
    const asked = model.stream({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 5 }, new AbortController().signal);
    await expect(asked[Symbol.asyncIterator]().next()).rejects.toSatisfy(
      (error: Error) => error.message.includes('•••') && !error.message.includes(secret),
    );
  });
});
