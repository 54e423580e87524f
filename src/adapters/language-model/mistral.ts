import type { KeyedSettings } from './anthropic.ts';
import { askForJson, suitableFirst } from './model-list.ts';
import type { Provider } from './provider.ts';

interface ListedModel {
  id: string;
  capabilities?: { completion_chat?: boolean };
  max_context_length?: number;
}

export function mistralProvider({ apiKey, baseUrl }: KeyedSettings): Provider {
  const address = (baseUrl ?? 'https://api.mistral.ai/v1').replace(/\/+$/, '');
  return {
    name: 'mistral',
    address,
    async open(name, fetch) {
      const [{ createMistral }, { sdkModel }] = await Promise.all([import('@ai-sdk/mistral'), import('./sdk-model.ts')]);
      const model = createMistral({ apiKey, baseURL: address, fetch }).languageModel(name);
      return sdkModel(model, { id: `mistral/${name}`, pricing: 'listed', secret: apiKey });
    },
    async list(fetch, signal) {
      const headers = { authorization: `Bearer ${apiKey}` };
      const { data } = await askForJson<{ data: ListedModel[] }>(`${address}/models`, { fetch, signal, headers, secret: apiKey });
      const models = data
        .filter((model) => model.capabilities?.completion_chat !== false)
        .map((model) => ({ id: `mistral/${model.id}`, contextWindow: model.max_context_length ?? null, pricing: 'listed' as const }));
      return suitableFirst(models, ['mistral-large-2512', 'mistral-medium-2508', 'mistral-large-latest', 'mistral-small-latest']);
    },
  };
}
