import type { MicroDollars } from '../../database/tables.ts';
import { type LanguageModel, ModelError, type ModelFailure, type ModelRequest, type TokenUsage } from '../../ports/language-model.ts';
import { observed } from '../../shared/observed.ts';
import { type Deadlines, withinDeadlines } from './deadlines.ts';
import type { CallPurpose, LedgerService, OpenCall } from './ledger.service.ts';
import { modelFacts } from './prices.ts';
import { isRefusalInWords } from './refusal.ts';
import { likelyPromptTokens, likelyTokens, mostPromptTokens } from './tokens.ts';

/** Why an attempt brought no usable answer. */
export type AttemptFailure = ModelFailure | 'refusal' | 'empty' | 'length';

export interface AttemptEnd {
  failure: AttemptFailure | null;
  /** For a person; without the prompt or the answer. */
  message: string;
  /** `length` when the answer met its longest length after all that was asked of it. */
  finish: 'stop' | 'length';
  usage: TokenUsage;
  costMicros: MicroDollars | null;
  retryAfterMs: number | undefined;
}

export interface AttemptParts {
  model: LanguageModel;
  request: ModelRequest;
  purpose: CallPurpose;
  ledger: LedgerService;
  deadlines: Deadlines;
  /** The caller's. */
  signal: AbortSignal;
  onText: (text: string) => void;
}

/** Thinking is billed and limited as output: without room for it the answer would be empty. */
const roomToThink = 4096;
/** A shorter answer than this is not worth asking for. */
const shortestAnswer = 200;
/** Before these the provider had begun to work, so it has probably billed something. */
const probablyBilled: ReadonlySet<AttemptFailure> = new Set(['cut', 'timeout', 'malformed']);

/**
 * One call of one model: checked against its context, written to the ledger, made, and written off. A failure of the model is returned;
 * what is thrown concerns the run: AppError of the budget or the door, or the caller's own reason.
 */
export async function attempt(parts: AttemptParts): Promise<AttemptEnd> {
  const { model, purpose, ledger, signal } = parts;
  const facts = modelFacts(model.id, model.pricing);
  const promptTokens = mostPromptTokens(parts.request.messages);
  const maxOutputTokens = longestAnswer(parts.request.maxOutputTokens, promptTokens, model, facts);
  if (maxOutputTokens === null) return tooLong(promptTokens, model);
  const reservation = { modelId: model.id, price: facts.price, inputTokens: promptTokens, outputTokens: maxOutputTokens };
  const call = await ledger.reserve(purpose, reservation, signal);
  const told = { runId: purpose.runId, step: purpose.step, model: model.id, failure: '' };
  return observed('model-call', told, async () => {
    const ended = await new Attempt(parts, call).play({ ...parts.request, maxOutputTokens });
    told.failure = ended.failure ?? '';
    return ended;
  });
}

function longestAnswer(wanted: number, promptTokens: number, model: LanguageModel, facts: ReturnType<typeof modelFacts>): number | null {
  const window = Math.min(model.contextWindow ?? Number.POSITIVE_INFINITY, facts.contextWindow ?? Number.POSITIVE_INFINITY);
  const asked = wanted + roomForThoughts(model, facts);
  const longest = Math.min(asked, facts.maxOutput ?? asked, window - promptTokens);
  return longest < Math.min(asked, shortestAnswer) ? null : longest;
}

function roomForThoughts(model: LanguageModel, facts: ReturnType<typeof modelFacts>): number {
  return facts.thinks || model.thinks ? roomToThink : 0;
}

function tooLong(promptTokens: number, model: LanguageModel): AttemptEnd {
  const window = Math.min(...[model.contextWindow, modelFacts(model.id, model.pricing).contextWindow].filter((each) => each !== null));
  const message = `The prompt may have ${promptTokens} tokens, too many for a context of ${window}`;
  return failed('context_too_long', message, { inputTokens: 0, outputTokens: 0 }, 0);
}

function failed(failure: AttemptFailure, message: string, usage: TokenUsage, cost: MicroDollars | null, retryAfterMs?: number): AttemptEnd {
  return { failure, message, finish: 'stop', usage, costMicros: cost, retryAfterMs };
}

const unusableWords = {
  refusal: 'The model declined to answer',
  empty: 'The answer was empty',
  length: 'The answer met its longest length before it was complete',
} as const;

class Attempt {
  readonly #parts: AttemptParts;
  readonly #call: OpenCall;
  #text = '';
  #thoughts = '';

  constructor(parts: AttemptParts, call: OpenCall) {
    this.#parts = parts;
    this.#call = call;
  }

  async play(request: ModelRequest): Promise<AttemptEnd> {
    const { model, deadlines, signal } = this.#parts;
    try {
      for await (const part of withinDeadlines((inner) => model.stream(request, inner), deadlines, signal)) {
        if (part.type === 'finish') return await this.#finished(part.reason, part.usage);
        if (part.type === 'thought') this.#thoughts += part.text;
        else this.#say(part.text);
      }
      throw new ModelError('cut', 'The stream ended without a finish');
    } catch (error) {
      return this.#broken(error);
    }
  }

  #say(text: string): void {
    this.#text += text;
    this.#parts.onText(text);
  }

  async #finished(reason: 'stop' | 'length' | 'refusal', reported: TokenUsage | null): Promise<AttemptEnd> {
    const usage = reported ?? this.#likelyUsage();
    const costMicros = await this.#call.succeeded(usage, reported === null);
    const failure = this.#unusable(reason);
    const message = failure === null ? '' : unusableWords[failure];
    return { failure, message, finish: reason === 'length' ? 'length' : 'stop', usage, costMicros, retryAfterMs: undefined };
  }

  #unusable(reason: 'stop' | 'length' | 'refusal'): keyof typeof unusableWords | null {
    if (reason === 'refusal' || isRefusalInWords(this.#text)) return 'refusal';
    if (reason === 'length' && this.#isTooShort()) return 'length';
    return this.#text.trim() === '' ? 'empty' : null;
  }

  /** Half a JSON answer is none. A text may be twice as long as was asked for, so less than half of the longest was cut by something else, such as thoughts. */
  #isTooShort(): boolean {
    const { jsonSchema, maxOutputTokens } = this.#parts.request;
    return jsonSchema !== undefined || likelyTokens(this.#text) * 2 < maxOutputTokens;
  }

  async #broken(error: unknown): Promise<AttemptEnd> {
    const likely = this.#likelyUsage();
    if (this.#parts.signal.aborted) {
      await this.#call.interrupted('The run was stopped', likely);
      throw this.#parts.signal.reason;
    }
    if (!(error instanceof ModelError)) {
      await this.#call.failed(error instanceof Error ? error.message : String(error), this.#text + this.#thoughts === '' ? null : likely);
      throw error;
    }
    const isBilled = this.#text !== '' || this.#thoughts !== '' || probablyBilled.has(error.failure);
    const costMicros = await this.#call.failed(`${error.failure}: ${error.message}`, isBilled ? likely : null);
    const usage = isBilled ? likely : { inputTokens: 0, outputTokens: 0 };
    return failed(error.failure, error.message, usage, costMicros, error.retryAfterMs);
  }

  /** Thoughts nobody shows us are counted as long as they may have been, so that the budget holds. */
  #likelyUsage(): TokenUsage {
    const { model, request } = this.#parts;
    const hidden = this.#thoughts === '' ? roomForThoughts(model, modelFacts(model.id, model.pricing)) : 0;
    const outputTokens = likelyTokens(this.#text) + likelyTokens(this.#thoughts) + hidden;
    return { inputTokens: likelyPromptTokens(request.messages), outputTokens };
  }
}
