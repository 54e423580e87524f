import { ModelError, type ModelProviders, type ProviderListing } from '../../ports/language-model.ts';
import { AppError } from '../../shared/errors.ts';
import { anthropicProvider, type KeyedSettings } from './anthropic.ts';
import { googleProvider } from './google.ts';
import { mistralProvider } from './mistral.ts';
import { type OllamaSettings, ollamaProvider } from './ollama.ts';
import { type OpenaiSettings, openaiProvider } from './openai.ts';
import type { Fetch, Provider } from './provider.ts';

/** Null where nothing is configured. Ollama is looked for where it stands by default. */
export interface ModelSettings {
  anthropic: KeyedSettings | null;
  openai: OpenaiSettings | null;
  google: KeyedSettings | null;
  mistral: KeyedSettings | null;
  ollama: OllamaSettings;
}

const names = ['anthropic', 'openai', 'google', 'mistral', 'ollama'];
const keyOf: Record<string, string> = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY or OPENAI_BASE_URL',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
  mistral: 'MISTRAL_API_KEY',
};
/** Somebody waits for the list; a provider at home answers in milliseconds. */
const askMs = 4_000;
const guessMs = 700;

export function createModelProviders(settings: ModelSettings): ModelProviders {
  const providers: Provider[] = [
    ...(settings.anthropic === null ? [] : [anthropicProvider(settings.anthropic)]),
    ...(settings.openai === null ? [] : [openaiProvider(settings.openai)]),
    ...(settings.google === null ? [] : [googleProvider(settings.google)]),
    ...(settings.mistral === null ? [] : [mistralProvider(settings.mistral)]),
    ollamaProvider(settings.ollama),
  ];
  return {
    async open(id, fetch) {
      const slash = id.indexOf('/');
      const [name, model] = [id.slice(0, slash), id.slice(slash + 1)];
      const provider = providers.find((each) => each.name === name);
      if (provider === undefined || model === '') throw unknownProvider(id, name);
      return provider.open(model, fetch);
    },
    async discover(fetch) {
      const listings = await Promise.all(providers.map((provider) => listingOf(provider, fetch)));
      return listings.filter((listing) => listing !== null);
    },
  };
}

async function listingOf(provider: Provider, fetch: Fetch): Promise<ProviderListing | null> {
  const about = { provider: provider.name, address: provider.address };
  try {
    const models = await provider.list(fetch, AbortSignal.timeout(provider.isGuess ? guessMs : askMs));
    return { ...about, reachable: true, problem: null, models };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return provider.isGuess ? null : { ...about, reachable: false, problem: error.message, models: [] };
  }
}

function unknownProvider(id: string, name: string): AppError {
  if (!names.includes(name)) {
    return new AppError('validation_failed', `“${id}” names no model: it must be PROVIDER/MODEL`, {
      hint: `Providers are ${names.join(', ')}; GET /models lists what is there.`,
    });
  }
  return new AppError('no_author_available', `${name} is not configured, so ${id} cannot be used`, {
    hint: `Set ${keyOf[name]}, or choose a model of another provider.`,
  });
}
