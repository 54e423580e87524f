import type { KeyedSettings } from './anthropic.ts';
import { askForJson, suitableFirst } from './model-list.ts';
import type { Provider } from './provider.ts';

interface ListedModel {
  /** `models/gemini-…`. */
  name: string;
  inputTokenLimit?: number;
  supportedGenerationMethods?: string[];
}

const notForWriting = /embedding|image|tts|audio|live|veo|imagen|aqa|robotics|computer-use/;

export function googleProvider({ apiKey, baseUrl }: KeyedSettings): Provider {
  const address = (baseUrl ?? 'https://generativelanguage.googleapis.com/v1beta').replace(/\/+$/, '');
  return {
    name: 'google',
    address,
    async open(name, fetch) {
      const [{ createGoogle }, { sdkModel }] = await Promise.all([import('@ai-sdk/google'), import('./sdk-model.ts')]);
      const model = createGoogle({ apiKey, baseURL: address, fetch }).languageModel(name);
      return sdkModel(model, { id: `google/${name}`, pricing: 'listed', secret: apiKey });
    },
    async list(fetch, signal) {
      const headers = { 'x-goog-api-key': apiKey };
      const { models } = await askForJson<{ models: ListedModel[] }>(`${address}/models?pageSize=200`, {
        fetch,
        signal,
        headers,
        secret: apiKey,
      });
      const offered = models
        .filter((model) => model.supportedGenerationMethods?.includes('generateContent') !== false && !notForWriting.test(model.name))
        .map((model) => ({
          id: `google/${model.name.replace(/^models\//, '')}`,
          contextWindow: model.inputTokenLimit ?? null,
          pricing: 'listed' as const,
        }));
      return suitableFirst(offered, ['gemini-2.5-flash', 'gemini-3.5-flash', 'gemini-3-flash-preview', 'gemini-2.5-pro']);
    },
  };
}
