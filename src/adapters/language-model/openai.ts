import type { ModelPricing } from '../../ports/language-model.ts';
import { askForJson, suitableFirst } from './model-list.ts';
import type { Provider } from './provider.ts';

export interface OpenaiSettings {
  apiKey: string | null;
  /** Of another server that speaks chat completions (OPENAI_BASE_URL); null for OpenAI's own. */
  baseUrl: string | null;
}

const officialUrl = 'https://api.openai.com/v1';
/** In OpenAI's list stand models that write no text; other servers' lists are taken as they are. */
const notForWriting = /embedding|whisper|tts|dall-e|image|audio|realtime|moderation|transcribe|sora|davinci|babbage|codex|instruct|search/;

/** These take their longest answer by another name than all others, also behind a gateway. */
const ofOpenai = /^(?:gpt-5|o\d)/;

/** OpenAI, or whatever stands at OPENAI_BASE_URL: chat completions with usage. */
export function openaiProvider({ apiKey, baseUrl }: OpenaiSettings): Provider {
  const address = (baseUrl ?? officialUrl).replace(/\/+$/, '');
  const isOfficial = new URL(address).hostname === new URL(officialUrl).hostname;
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  return {
    name: 'openai',
    address,
    async open(name, fetch) {
      const [{ sdkModel }, model] = await Promise.all([
        import('./sdk-model.ts'),
        isOfficial || ofOpenai.test(name) ? official(name, address, apiKey ?? '', fetch) : compatible(name, address, apiKey, fetch),
      ]);
      return sdkModel(model, { id: `openai/${name}`, pricing: 'listed', secret: apiKey });
    },
    async list(fetch, signal) {
      const { data } = await askForJson<{ data: ListedModel[] }>(`${address}/models`, { fetch, signal, headers, secret: apiKey });
      const pricing: ModelPricing = 'listed';
      const models = data
        .filter(({ id }) => !isOfficial || !notForWriting.test(id))
        .map((model) => ({ id: `openai/${model.id}`, contextWindow: windowOf(model), pricing }));
      return isOfficial ? suitableFirst(models, ['gpt-5-mini', 'gpt-5.4-mini', 'gpt-4.1-mini', 'gpt-4o-mini']) : models;
    },
  };
}

interface ListedModel {
  id: string;
  /** vLLM. */
  max_model_len?: number;
  /** OpenRouter, LM Studio. */
  context_length?: number;
  /** llama.cpp. */
  meta?: { n_ctx?: number } | null;
}

function windowOf({ max_model_len, context_length, meta }: ListedModel): number | null {
  return max_model_len ?? context_length ?? meta?.n_ctx ?? null;
}

async function official(name: string, baseURL: string, apiKey: string, fetch: typeof globalThis.fetch) {
  const { createOpenAI } = await import('@ai-sdk/openai');
  return createOpenAI({ apiKey, baseURL, fetch }).chat(name);
}

async function compatible(name: string, baseURL: string, apiKey: string | null, fetch: typeof globalThis.fetch) {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const settings = { name: 'openai', baseURL, fetch, includeUsage: true, supportsStructuredOutputs: true };
  return createOpenAICompatible({ ...settings, ...(apiKey === null ? {} : { apiKey }) }).chatModel(name);
}
