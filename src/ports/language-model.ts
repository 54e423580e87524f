export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ModelRequest {
  messages: readonly ModelMessage[];
  /** Upper bound of generated tokens; also what is reserved against the budget. */
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

export type ModelPart = { type: 'text'; text: string } | { type: 'finish'; reason: ModelFinish; usage: TokenUsage | null };

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

/** One model of one provider. No retries inside: the fallback chain is ours. */
export interface LanguageModel {
  /** `provider/model`, as in the API. */
  readonly id: string;
  /** Tokens of prompt and answer together; null when unknown. */
  readonly contextWindow: number | null;
  /**
   * Streams the answer. A stream that ends without a `finish` part is a cut. Throws ModelError.
   * @param signal ends the request at once
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}
