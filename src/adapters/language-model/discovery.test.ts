import { afterEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../tests/support/model-server/model-server.ts';
import { httpFailure, retryAfterMs } from './http-failure.ts';
import { createModelProviders, type ModelSettings } from './model-providers.ts';
import { ollamaAddress } from './ollama.ts';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(models: readonly string[]): Promise<string> {
  const server = await startModelServer({ models });
  servers.push(server);
  return server.url;
}

const nothing: ModelSettings = { anthropic: null, openai: null, google: null, mistral: null, ollama: { host: null, contextTokens: 8192 } };
/** As on a machine where no Ollama runs, whatever runs on this one. */
const withoutOllama: typeof fetch = async (url, init) => {
  if (String(url).includes(':11434')) throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
  return fetch(url, init);
};

describe('Discovery', () => {
  it('lists what every configured provider has', async () => {
    const url = await serve(['one', 'two']);
    const keyed = (path: string) => ({ apiKey: 'k', baseUrl: `${url}${path}` });
    const providers = createModelProviders({
      ...{ anthropic: keyed('/anthropic/v1'), openai: keyed('/v1'), google: keyed('/google/v1beta'), mistral: keyed('/mistral/v1') },
      ollama: { host: url, contextTokens: 8192 },
    });
    const listings = await providers.discover(fetch);
    expect(listings.map(({ provider, reachable, problem }) => [provider, reachable, problem])).toEqual(
      ['anthropic', 'openai', 'google', 'mistral', 'ollama'].map((provider) => [provider, true, null]),
    );
    expect(listings.map(({ models }) => models[1])).toEqual([
      { id: 'anthropic/two', contextWindow: null, pricing: 'listed' },
      { id: 'openai/two', contextWindow: null, pricing: 'listed' },
      { id: 'google/two', contextWindow: 1_048_576, pricing: 'listed' },
      { id: 'mistral/two', contextWindow: 32_768, pricing: 'listed' },
      { id: 'ollama/two', contextWindow: 8192, pricing: 'free' },
    ]);
  });

  it('finds nothing where nothing is configured, and does not complain about Ollama', async () => {
    expect(await createModelProviders(nothing).discover(withoutOllama)).toEqual([]);
  });

  it('finds Ollama by itself, where it stands by default', async () => {
    const url = await serve(['llama3.2:latest', 'nomic-embed-text:latest', 'big:cloud']);
    const redirected: typeof fetch = (input, init) => fetch(String(input).replace('http://127.0.0.1:11434', url), init);
    const [ollama] = await createModelProviders(nothing).discover(redirected);
    expect(ollama?.models.map(({ id, pricing }) => [id, pricing])).toEqual([
      ['ollama/llama3.2:latest', 'free'],
      ['ollama/big:cloud', 'unknown'],
    ]);
  });

  it('says why a configured provider is not reachable', async () => {
    const refusing: typeof fetch = async () =>
      Response.json({ error: { message: 'Incorrect API key provided: sk-secret' } }, { status: 401 });
    const settings = { ...nothing, openai: { apiKey: 'sk-secret', baseUrl: 'http://127.0.0.1:1/v1' } };
    const problemWith = async (door: typeof fetch) => (await createModelProviders(settings).discover(door))[0];
    expect(await problemWith(withoutOllama)).toMatchObject({
      provider: 'openai',
      reachable: false,
      problem: expect.stringMatching(/\S/),
      models: [],
    });
    expect((await problemWith(refusing))?.problem).toBe('HTTP 401: Incorrect API key provided: •••');
    const nonsense: typeof fetch = async () => new Response('<html>');
    expect((await problemWith(nonsense))?.problem).toBe('The answer is no JSON');
  });

  it.each(['/anthropic', '/anthropic/', '/anthropic/v1'])(
    'finds Anthropic at a gateway, with and without its version: %s',
    async (path) => {
      const url = await serve(['one']);
      const settings = { ...nothing, anthropic: { apiKey: 'k', baseUrl: `${url}${path}` } };
      const [listing] = await createModelProviders(settings).discover(withoutOllama);
      expect(listing).toMatchObject({ address: `${url}/anthropic/v1`, reachable: true });
    },
  );

  it('puts the model to take by default first', async () => {
    const url = await serve(['claude-opus-4-8', 'claude-haiku-4-5-20251001', 'claude-sonnet-4-6']);
    const settings = { ...nothing, anthropic: { apiKey: 'k', baseUrl: `${url}/anthropic/v1` } };
    const [listing] = await createModelProviders(settings).discover(withoutOllama);
    expect(listing?.models[0]?.id).toBe('anthropic/claude-sonnet-4-6');
  });
});

describe('Opening a model', () => {
  it('refuses what is no model, and a provider without settings', async () => {
    const providers = createModelProviders(nothing);
    await expect(providers.open('gpt-5', fetch)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(providers.open('openai/', fetch)).rejects.toMatchObject({ code: 'no_author_available' });
    await expect(providers.open('openai/gpt-5', fetch)).rejects.toMatchObject({
      code: 'no_author_available',
      hint: expect.stringContaining('OPENAI_API_KEY'),
    });
  });

  it('takes the smaller of the context asked for and that of the model', async () => {
    const url = await serve(['scripted']);
    const open = async (contextTokens: number) =>
      (await createModelProviders({ ...nothing, ollama: { host: url, contextTokens } }).open('ollama/scripted', fetch)).contextWindow;
    expect([await open(8192), await open(500_000)]).toEqual([8192, 131_072]);
  });
});

describe('Where Ollama is', () => {
  it.each([
    [null, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['0.0.0.0:5000', 'http://127.0.0.1:5000'],
    ['gpu.lan:8080', 'http://gpu.lan:8080'],
    ['https://ollama.example/', 'https://ollama.example'],
    ['http://10.0.0.5:11434', 'http://10.0.0.5:11434'],
  ])('%j means %s', (host, address) => expect(ollamaAddress(host)).toBe(address));
});

describe('What a provider says', () => {
  it.each([
    [429, 'You exceeded your current quota, please check your plan and billing details. insufficient_quota', 'unauthorised'],
    [429, 'Rate limit reached for requests', 'rate_limited'],
    [400, 'Your credit balance is too low to access the API', 'unauthorised'],
    [400, "This model's maximum context length is 8192 tokens", 'context_too_long'],
    [413, 'Request too large', 'context_too_long'],
    [400, 'temperature must be 1', 'bad_request'],
    [404, 'model not found', 'bad_request'],
    [503, 'loading model', 'overloaded'],
    [504, '', 'timeout'],
  ])('with %i “%s” means %s', (status, words, failure) => expect(httpFailure(status, words).failure).toBe(failure));

  it('about waiting is read in seconds, milliseconds and as a date', () => {
    expect(retryAfterMs({ 'retry-after': '7' })).toBe(7_000);
    expect(retryAfterMs({ 'retry-after': '7', 'retry-after-ms': '250' })).toBe(250);
    expect(retryAfterMs({ 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' }, Date.UTC(2026, 10, 23, 10))).toBe(30_000);
    expect(retryAfterMs({ 'retry-after': 'soon' })).toBeUndefined();
    expect(retryAfterMs({})).toBeUndefined();
  });
});
