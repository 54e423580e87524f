import { askForJson, suitableFirst } from './model-list.ts';
import type { Provider } from './provider.ts';

const version = '2023-06-01';

export interface KeyedSettings {
  apiKey: string;
  /** Another address that speaks the same; null for the maker's own. */
  baseUrl: string | null;
}

export function anthropicProvider({ apiKey, baseUrl }: KeyedSettings): Provider {
  const address = versioned(baseUrl ?? 'https://api.anthropic.com');
  return {
    name: 'anthropic',
    address,
    async open(name, fetch) {
      const [{ createAnthropic }, { sdkModel }] = await Promise.all([import('@ai-sdk/anthropic'), import('./sdk-model.ts')]);
      const model = createAnthropic({ apiKey, baseURL: address, fetch }).languageModel(name);
      // Its JSON mode is a forced tool on older models, which sends no text before the end; a plain request for JSON is answered well.
      return sdkModel(model, { id: `anthropic/${name}`, pricing: 'listed', secret: apiKey, jsonMode: false });
    },
    async list(fetch, signal) {
      const headers = { 'x-api-key': apiKey, 'anthropic-version': version };
      const url = `${address}/models?limit=100`;
      const { data } = await askForJson<{ data: { id: string }[] }>(url, { fetch, signal, headers, secret: apiKey });
      const models = data.map(({ id }) => ({ id: `anthropic/${id}`, contextWindow: null, pricing: 'listed' as const }));
      return suitableFirst(models, [
        'claude-sonnet-5-5',
        'claude-sonnet-5',
        'claude-sonnet-4-6',
        'claude-sonnet-4-5-20250929',
        'claude-haiku-4-5-20251001',
      ]);
    },
  };
}

/** Anthropic's own tools take the address without its version, others with it. */
function versioned(baseUrl: string): string {
  const address = baseUrl.replace(/\/+$/, '');
  return /\/v\d+$/.test(address) ? address : `${address}/v1`;
}
