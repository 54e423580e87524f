import type { LanguageModel, ProviderListing } from '../../ports/language-model.ts';

export type Fetch = typeof globalThis.fetch;

/** One configured provider. SDKs are imported when a model is opened, so that a start pays for none. */
export interface Provider {
  /** First part of its models' IDs. */
  name: string;
  address: string;
  /** True when nobody configured it: its absence is then no news. */
  isGuess?: boolean;
  /** @param model without the provider's name */
  open(model: string, fetch: Fetch): Promise<LanguageModel>;
  /** Throws ModelError. */
  list(fetch: Fetch, signal: AbortSignal): Promise<ProviderListing['models']>;
}
