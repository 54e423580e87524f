import { setTimeout as pause } from 'node:timers/promises';
import type { MicroDollars } from '../../database/tables.ts';
import type { LanguageModel, ModelProviders, ModelRequest } from '../../ports/language-model.ts';
import { ModelError } from '../../ports/language-model.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { codePointLength } from '../../shared/text/code-points.ts';
import { continuationOf } from '../prompts/continuation.prompt.ts';
import { type AttemptEnd, type AttemptFailure, attempt } from './attempt.ts';
import { Breakers, Chain } from './chain.ts';
import { type Deadlines, defaultDeadlines } from './deadlines.ts';
import type { CallPurpose, LedgerService } from './ledger.service.ts';
import { noAnswer } from './no-answer.ts';
import { Continuation, cutToWholeSentences } from './takeover.ts';

/** A text that somebody watches while it is written. */
export interface LiveText {
  append(text: string): void;
  /** Retracts all but the first `keep` code points. */
  reset(keep: number): void;
}

/** What a step wants written. */
export interface Writing {
  purpose: CallPurpose;
  request: ModelRequest;
  /** `provider/model`, in the order in which they are asked. */
  models: readonly string[];
  /** The prompt holds text of sources that must not leave this machine. */
  carriesLocalOnly: boolean;
  /** BCP 47, of the text that is written. */
  language?: string;
  signal: AbortSignal;
}

export interface Written {
  text: string;
  /** `length`: the text ends at the last whole sentence of the longest answer. */
  finish: 'stop' | 'length';
  /** The model that wrote the end; `models` wrote parts of it. */
  model: string;
  models: string[];
  /** Of all attempts together. */
  usage: { inputTokens: number; outputTokens: number };
  /** Null when a price is not known. */
  costMicros: MicroDollars | null;
  attempts: { model: string; failure: AttemptFailure | null; message: string }[];
}

export interface ModelRouter {
  /**
   * Has a text written by the first model of the chain that can, live when somebody watches. A text that breaks off is continued by the next model
   * from its last whole sentence; one that met its longest length too early by the same model, with more room. Throws AppError `budget_exceeded` or `unprocessable` (price unknown, too long, refused), `forbidden` (the door),
   * `rate_limited`, `upstream_failed`, `unavailable`, or the signal's reason.
   */
  write(writing: Writing, live?: LiveText): Promise<Written>;
}

export interface ModelRouterParts {
  providers: Pick<ModelProviders, 'open'>;
  door: Pick<OutgoingDoor, 'fetch'>;
  ledger: LedgerService;
  clock: Clock;
  logger: Logger;
  deadlines?: Deadlines;
  /** Waits, or throws the signal's reason; for tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Reasons why one model of a chain is not asked. */
const passedOver: ReadonlySet<string> = new Set(['forbidden', 'no_author_available', 'unprocessable']);
const maxAnswerBytes = 16 * 2 ** 20;

export function createModelRouter(parts: ModelRouterParts): ModelRouter {
  const breakers = new Breakers();
  return { write: (writing, live = nobody) => new Writer(parts, breakers, writing, live).write() };
}

const nobody: LiveText = { append: () => {}, reset: () => {} };

/** One text on its way from attempt to attempt. */
class Writer {
  readonly #parts: ModelRouterParts;
  readonly #writing: Writing;
  readonly #live: LiveText;
  readonly #chain: Chain;
  readonly #deadlines: Deadlines;
  readonly #fetch: typeof globalThis.fetch;
  readonly #written: Omit<Written, 'text' | 'finish' | 'model'> = {
    models: [],
    usage: { inputTokens: 0, outputTokens: 0 },
    costMicros: 0,
    attempts: [],
  };
  /** What stands so far: as watchers see it. */
  #text = '';
  #withSchema = true;
  /** How many times the longest answer that was asked for; more after one that was too short. */
  #room = 1;
  /** Monotonic ms after which nothing new is begun. */
  #end = 0;

  constructor(parts: ModelRouterParts, breakers: Breakers, writing: Writing, live: LiveText) {
    this.#parts = parts;
    this.#writing = writing;
    this.#live = live;
    this.#chain = new Chain(writing.models, breakers);
    this.#deadlines = parts.deadlines ?? defaultDeadlines;
    const { scope, runId } = writing.purpose;
    this.#fetch = parts.door.fetch(
      {
        ...{ purpose: 'model', trust: 'operator', workspaceId: scope.workspaceId, userId: scope.userId },
        ...{ runId: runId ?? undefined, carriesLocalOnly: writing.carriesLocalOnly },
      },
      // A little more than ours, which say better what happened.
      {
        totalTimeoutMs: this.#deadlines.attemptMs + 5_000,
        idleTimeoutMs: this.#deadlines.firstPartMs + 5_000,
        maxBytes: maxAnswerBytes,
        maxRedirects: 0,
      },
    );
  }

  async write(): Promise<Written> {
    const { clock } = this.#parts;
    this.#end = clock.monotonic() + this.#deadlines.totalMs;
    let refusal: AppError | null = null;
    for (;;) {
      const next = this.#chain.next(clock.monotonic());
      if (next === null || next.at > this.#end) {
        if (this.#isCutShort()) return this.#done('length', this.#written.attempts.at(-1)?.model as string);
        // What a model that was asked said tells more than why another may not be asked.
        if (refusal !== null && this.#written.attempts.length === 0) throw refusal;
        throw noAnswer(this.#writing.models, this.#written.attempts, this.#next(clock));
      }
      await this.#wait(next.at - clock.monotonic());
      try {
        const ended = await this.#attempt(next.model);
        if (ended.failure === null) return this.#done(ended.finish, next.model);
      } catch (error) {
        // A later one may be on this machine, where local-only text may go, or have the price that a budget asks for.
        if (!(error instanceof AppError) || !passedOver.has(error.code)) throw error;
        refusal = error;
        this.#chain.leaveOut(next.model);
      }
    }
  }

  #done(finish: 'stop' | 'length', model: string): Written {
    return { text: this.#text, finish, model, ...this.#written };
  }

  /** All that could be tried only lacked room: what stands is worth keeping, and the caller is told. Half a JSON answer is an empty one. */
  #isCutShort(): boolean {
    const hasText = this.#text !== '' || this.#writing.request.jsonSchema !== undefined;
    return hasText && this.#written.attempts.at(-1)?.failure === 'length';
  }

  #next(clock: Clock): number | null {
    const next = this.#chain.next(clock.monotonic());
    return next === null ? null : next.at - clock.monotonic();
  }

  async #wait(ms: number): Promise<void> {
    const { signal } = this.#writing;
    signal.throwIfAborted();
    if (ms > 0) await (this.#parts.wait ?? waitFor)(ms, signal);
  }

  async #attempt(modelId: string): Promise<AttemptEnd> {
    const { clock } = this.#parts;
    this.#chain.started(modelId, clock.monotonic());
    try {
      const ended = await this.#ask(modelId);
      this.#note(modelId, ended);
      if (ended.failure === 'bad_request' && this.#dropsSchema()) return ended;
      this.#chain.ended(modelId, ended, clock.monotonic());
      return ended;
    } catch (error) {
      this.#chain.aborted(modelId, clock.monotonic());
      throw error;
    }
  }

  /** Not every server that speaks chat completions knows JSON mode; the prompt asks for JSON as well. */
  #dropsSchema(): boolean {
    const may = this.#withSchema && this.#writing.request.jsonSchema !== undefined;
    this.#withSchema = false;
    return may;
  }

  async #ask(modelId: string): Promise<AttemptEnd> {
    const opened = await this.#open(modelId);
    if (!('stream' in opened)) return opened;
    const { purpose, request, signal, language } = this.#writing;
    const left = this.#end - this.#parts.clock.monotonic();
    const before = this.#text;
    const joint = new Continuation(before, language);
    const messages = before === '' ? request.messages : [...request.messages, ...continuationOf(before)];
    const ended = await attempt({
      ...{ model: opened, purpose, signal, ledger: this.#parts.ledger },
      deadlines: { ...this.#deadlines, attemptMs: Math.max(1, Math.round(Math.min(this.#deadlines.attemptMs, left))) },
      request: {
        ...request,
        messages,
        maxOutputTokens: request.maxOutputTokens * this.#room,
        ...(this.#withSchema ? {} : { jsonSchema: undefined }),
      },
      onText: (text) => this.#append(before === '' ? text : joint.push(text)),
    });
    if (before !== '' && ended.failure === null) this.#append(joint.end());
    if (ended.failure !== null) this.#keep(this.#keptAfter(ended.failure, before));
    else if (ended.finish === 'length') this.#keep(cutToWholeSentences(this.#text, language).trimEnd() || this.#text);
    if (ended.failure === 'length') this.#room *= 2;
    if (this.#text === '') this.#written.models = [];
    else if (this.#text.length > before.length && !this.#written.models.includes(modelId)) this.#written.models.push(modelId);
    return ended;
  }

  async #open(modelId: string): Promise<LanguageModel | AttemptEnd> {
    try {
      return await this.#parts.providers.open(modelId, this.#fetch);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      const { failure, message, retryAfterMs } = error;
      return { failure, message, retryAfterMs, finish: 'stop', usage: { inputTokens: 0, outputTokens: 0 }, costMicros: 0 };
    }
  }

  #append(text: string): void {
    if (text === '') return;
    this.#text += text;
    this.#live.append(text);
  }

  /** Half a JSON answer is worth nothing, and neither is what came before a refusal. */
  #keptAfter(failure: AttemptFailure, before: string): string {
    if (failure === 'refusal' || failure === 'empty') return before;
    return this.#writing.request.jsonSchema === undefined ? cutToWholeSentences(this.#text, this.#writing.language) : '';
  }

  #keep(kept: string): void {
    if (kept.length < this.#text.length) this.#live.reset(codePointLength(kept));
    this.#text = kept;
  }

  #note(model: string, { failure, message, usage, costMicros }: AttemptEnd): void {
    const written = this.#written;
    written.attempts.push({ model, failure, message: failure === null ? '' : message });
    written.usage.inputTokens += usage.inputTokens;
    written.usage.outputTokens += usage.outputTokens;
    written.costMicros = written.costMicros === null || costMicros === null ? null : written.costMicros + costMicros;
    if (failure === null) return;
    const { runId, step } = this.#writing.purpose;
    this.#parts.logger.warn({ model, failure, detail: message, runId, step }, 'a model call brought no answer');
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
