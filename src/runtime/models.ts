import { createModelProviders } from '../adapters/language-model/model-providers.ts';
import type { LoadedConfig } from '../config/index.ts';
import { createModelDirectory, createModelRouter, type LedgerService } from '../generation/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingDoor } from '../ports/outgoing-door.ts';
import type { Clock } from '../shared/clock.ts';

/** Tokens asked of Ollama for prompt and answer; its own default cuts prompts without a word. */
const ollamaContextTokens = 16_384;

/** The models the settings name, and who asks them. */
export function createModels({ values }: LoadedConfig, parts: { door: OutgoingDoor; ledger: LedgerService; clock: Clock; logger: Logger }) {
  const keyed = (apiKey: string | null, baseUrl: string | null) => (apiKey === null ? null : { apiKey, baseUrl });
  const hasOpenai = values.openaiApiKey !== null || values.openaiBaseUrl !== null;
  const providers = createModelProviders({
    anthropic: keyed(values.anthropicApiKey, values.anthropicBaseUrl),
    openai: hasOpenai ? { apiKey: values.openaiApiKey, baseUrl: values.openaiBaseUrl } : null,
    google: keyed(values.googleApiKey, values.googleBaseUrl),
    mistral: keyed(values.mistralApiKey, values.mistralBaseUrl),
    ollama: { host: values.ollamaHost, contextTokens: ollamaContextTokens },
  });
  const seconds = (value: number): number => value * 1000;
  const router = createModelRouter({
    ...{ providers, ...parts },
    deadlines: {
      firstPartMs: seconds(values.modelFirstTokenSeconds),
      silenceMs: seconds(values.modelFirstTokenSeconds),
      attemptMs: seconds(values.modelTotalSeconds),
      totalMs: seconds(values.modelTotalSeconds),
    },
  });
  const directory = createModelDirectory({
    ...{ providers, ...parts },
    preferred: values.model,
    defaultBudgetMicros: values.budgetUsd === null ? null : Math.round(values.budgetUsd * 1e6),
  });
  return { router, directory };
}
