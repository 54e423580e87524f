import {
  type LanguageModel,
  ModelError,
  type ModelFinish,
  type ModelPart,
  type ModelPricing,
  type ModelRequest,
} from '../../ports/language-model.ts';
import { AppError } from '../../shared/errors.ts';
import { httpFailure, retryAfterMs } from './http-failure.ts';
import { messageIn } from './model-list.ts';
import type { Fetch } from './provider.ts';
import { tellThoughtsApart } from './thoughts.ts';

export interface OllamaModelOptions {
  id: string;
  name: string;
  address: string;
  contextWindow: number;
  pricing: ModelPricing;
  /** What `think` is set to; undefined for a model that cannot think. */
  think: boolean | string | undefined;
  fetch: Fetch;
}

interface Line {
  message?: { content?: string; thinking?: string };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
  error?: string;
}

/** A model of Ollama by `/api/chat`, which answers in lines of JSON. */
export function ollamaModel(options: OllamaModelOptions): LanguageModel {
  const { id, contextWindow, pricing } = options;
  return {
    id,
    contextWindow,
    pricing,
    thinks: typeof options.think === 'string',
    async *stream(request, signal) {
      let accepted = false;
      try {
        const response = await options.fetch(`${options.address}/api/chat`, { ...postOf(request, options), signal });
        if (!response.ok) {
          const wait = retryAfterMs(Object.fromEntries(response.headers));
          throw httpFailure(response.status, messageIn(await response.text()), { wait });
        }
        accepted = true;
        if (response.body !== null) yield* tellThoughtsApart(parts(response.body));
      } catch (error) {
        throw explain(error, accepted, signal);
      }
    },
  };
}

function postOf(request: ModelRequest, { name, contextWindow, think }: OllamaModelOptions) {
  const body = {
    model: name,
    messages: request.messages,
    stream: true,
    // Rather an error than an answer to half a prompt; versions that do not know these ignore them.
    truncate: false,
    shift: false,
    think,
    ...(request.jsonSchema === undefined ? {} : { format: request.jsonSchema.schema }),
    options: { num_ctx: contextWindow, num_predict: request.maxOutputTokens, temperature: request.temperature },
  };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function* parts(body: ReadableStream<Uint8Array>): AsyncGenerator<ModelPart> {
  for await (const text of lines(body)) {
    const line = parse(text);
    if (line.error !== undefined) throw new ModelError('cut', line.error.slice(0, 300));
    if (line.message?.thinking) yield { type: 'thought', text: line.message.thinking };
    if (line.message?.content) yield { type: 'text', text: line.message.content };
    if (line.done !== true) continue;
    const usage = { inputTokens: line.prompt_eval_count ?? 0, outputTokens: line.eval_count ?? 0 };
    yield { type: 'finish', reason: finishOf(line.done_reason), usage: line.eval_count === undefined ? null : usage };
    return;
  }
  throw new ModelError('cut', 'The stream ended before Ollama said it was done');
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let open = '';
  for await (const chunk of body) {
    const complete = (open + decoder.decode(chunk, { stream: true })).split('\n');
    open = complete.pop() ?? '';
    yield* complete.filter((line) => line.trim() !== '');
  }
  if (open.trim() !== '') yield open;
}

function parse(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch (cause) {
    throw new ModelError('malformed', 'Ollama sent a line that is no JSON', { cause });
  }
}

function finishOf(reason: string | undefined): ModelFinish {
  return reason === 'length' ? 'length' : 'stop';
}

function explain(error: unknown, accepted: boolean, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof ModelError) return error;
  if (error instanceof AppError && error.code !== 'upstream_failed') return error;
  const words = error instanceof Error ? error.message : String(error);
  return new ModelError(accepted ? 'cut' : 'unreachable', words, { cause: error });
}
