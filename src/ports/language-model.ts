export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ModelRequest {
  messages: readonly ModelMessage[];
  /** Upper bound of generated tokens, thinking included; also what is reserved against the budget. */
  maxOutputTokens: number;
  temperature?: number;
  /** When set, the answer must be JSON of this schema (JSON Schema); adapters use the provider's mode where there is one. */
  jsonSchema?: { name: string; schema: Record<string, unknown> };
}

export interface TokenUsage {
  inputTokens: number;
  /** Part of inputTokens read from the provider's cache. */
  cachedInputTokens?: number;
  outputTokens: number;
}

export type ModelFinish = 'stop' | 'length' | 'refusal';

/** A `thought` is what a model says to itself: never part of the text, but a sign of life, and billed as output. */
export type ModelPart = { type: 'text' | 'thought'; text: string } | { type: 'finish'; reason: ModelFinish; usage: TokenUsage | null };

/** Why a call failed, so that the router knows what to try next. */
export type ModelFailure =
  | 'rate_limited'
  | 'overloaded'
  | 'timeout'
  | 'cut'
  | 'unauthorised'
  | 'bad_request'
  | 'context_too_long'
  | 'malformed'
  | 'unreachable';

export class ModelError extends Error {
  readonly failure: ModelFailure;
  /** What the provider asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(failure: ModelFailure, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ModelError';
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * Whose price list holds for a model: its maker's (`listed`), none because it runs on the operator's own hardware (`free`),
 * or one we cannot know (`unknown`).
 */
export type ModelPricing = 'listed' | 'free' | 'unknown';

/** One model of one provider. No retries inside: the fallback chain is ours. */
export interface LanguageModel {
  /** `provider/model`, as in the API. */
  readonly id: string;
  /** Tokens of prompt and answer together; null when unknown. */
  readonly contextWindow: number | null;
  readonly pricing: ModelPricing;
  /** It thinks before it answers and needs room for that, as far as its provider tells. */
  readonly thinks?: boolean;
  /**
   * Streams the answer; the last part is `finish`. A provider's stream that ends without a reason is a ModelError `cut`, never a success.
   * Throws ModelError, the door's own AppError (`forbidden`), or the signal's reason.
   * @param signal ends the request at once
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}

/** A provider as it answered just now. */
export interface ProviderListing {
  /** `openai`, `anthropic`, `google`, `mistral`, `ollama`. */
  provider: string;
  /** Scheme, host and path; no credentials. */
  address: string;
  reachable: boolean;
  /** Why it is not reachable, one plain sentence. */
  problem: string | null;
  /** What it offers for writing, the one to take by default first; `id` is `provider/model`. */
  models: { id: string; contextWindow: number | null; pricing: ModelPricing }[];
}

/** The providers that are configured or were found. */
export interface ModelProviders {
  /**
   * Opens a model; every request it makes goes through the fetch. Throws AppError `validation_failed` for a provider we do not know,
   * `no_author_available` for one that is not configured, or ModelError when the provider must be asked first and does not answer.
   */
  open(id: string, fetch: typeof globalThis.fetch): Promise<LanguageModel>;
  /** Asks each provider what it has, side by side, within a few seconds. Ollama is left out when it is neither configured nor there. */
  discover(fetch: typeof globalThis.fetch): Promise<ProviderListing[]>;
}
