import type { ModelPricing } from '../../ports/language-model.ts';
import { askForJson } from './model-list.ts';
import type { Provider } from './provider.ts';

export interface OllamaSettings {
  /** Base address; null to look for it where it stands by default. */
  host: string | null;
  /** Tokens of prompt and answer asked of it (`num_ctx`), less where a model has less: its own default of 4,096 cuts prompts without a word. */
  contextTokens: number;
}

const defaultAddress = 'http://127.0.0.1:11434';

/** Ollama by its own interface, because only that takes the size of the context. */
export function ollamaProvider({ host, contextTokens }: OllamaSettings): Provider {
  const address = ollamaAddress(host);
  return {
    name: 'ollama',
    address,
    isGuess: host === null,
    async open(name, fetch) {
      const signal = AbortSignal.timeout(10_000);
      const shown = await askForJson<ShownModel>(`${address}/api/show`, { fetch, signal, body: { model: name } });
      const { ollamaModel } = await import('./ollama-model.ts');
      const contextWindow = Math.min(contextTokens, longestContext(shown) ?? contextTokens);
      return ollamaModel({ id: `ollama/${name}`, name, address, contextWindow, pricing: pricingOf(name), think: thinkOf(shown), fetch });
    },
    async list(fetch, signal) {
      const { models } = await askForJson<{ models: ListedModel[] }>(`${address}/api/tags`, { fetch, signal });
      return models
        .filter((model) => !/bert|embed/.test(`${model.details?.family} ${model.name}`))
        .map(({ name }) => ({ id: `ollama/${name}`, contextWindow: contextTokens, pricing: pricingOf(name) }));
    },
  };
}

interface ListedModel {
  name: string;
  details?: { family?: string };
}

interface ShownModel {
  model_info?: Record<string, unknown>;
  capabilities?: string[];
  /** Of newer versions: what `think` may be. */
  thinking?: { values?: (boolean | string)[] };
}

function longestContext({ model_info = {} }: ShownModel): number | null {
  const length = model_info[`${model_info['general.architecture']}.context_length`];
  return typeof length === 'number' ? length : null;
}

/**
 * As little thinking as the model allows: a text from passages it is given needs none, and on a machine at home it takes minutes.
 * Undefined for a model that cannot think, because Ollama refuses a wish of one that has no say in it.
 */
function thinkOf({ capabilities = [], thinking, model_info = {} }: ShownModel): boolean | string | undefined {
  const values = thinking?.values;
  if (values !== undefined) return values.includes(false) ? false : values.find((value) => typeof value === 'string');
  if (!capabilities.includes('thinking')) return undefined;
  return model_info['general.architecture'] === 'gptoss' ? 'low' : false;
}

/** Ollama passes models whose tag ends in `cloud` on to its own, paid service. */
function pricingOf(name: string): ModelPricing {
  return /[:-]cloud$/.test(name) ? 'unknown' : 'free';
}

/** OLLAMA_HOST as Ollama itself reads it: scheme and port may be missing, and an address to listen on means this machine. */
export function ollamaAddress(host: string | null): string {
  if (host === null || host.trim() === '') return defaultAddress;
  const given = host.trim();
  const url = new URL(/^https?:\/\//.test(given) ? given : `http://${given}`);
  if (url.port === '' && !/^https?:\/\//.test(given)) url.port = '11434';
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = '127.0.0.1';
  return url.href.replace(/\/+$/, '');
}
