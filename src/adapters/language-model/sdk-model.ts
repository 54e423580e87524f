import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Message,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import {
  type LanguageModel,
  ModelError,
  type ModelFinish,
  type ModelMessage,
  type ModelPart,
  type ModelPricing,
  type ModelRequest,
  type TokenUsage,
} from '../../ports/language-model.ts';
import { explainSdkFailure } from './sdk-failure.ts';
import { tellThoughtsApart } from './thoughts.ts';

export interface SdkModelOptions {
  id: string;
  pricing: ModelPricing;
  /** Never shown in an error. */
  secret: string | null;
  /** False where the provider's JSON mode is worse than its plain answer. */
  jsonMode?: boolean;
}

/** A model of the AI SDK, used one level below its `streamText`: one request, no retry. */
export function sdkModel(model: LanguageModelV4, { id, pricing, secret, jsonMode = true }: SdkModelOptions): LanguageModel {
  return {
    id,
    pricing,
    contextWindow: null,
    async *stream(request, signal) {
      const context = { accepted: false, signal, secret };
      try {
        const { stream } = await model.doStream(callOptions(request, signal, jsonMode));
        context.accepted = true;
        yield* tellThoughtsApart(partsOf(stream));
      } catch (error) {
        throw explainSdkFailure(error, context);
      }
    },
  };
}

function callOptions(request: ModelRequest, signal: AbortSignal, jsonMode: boolean): LanguageModelV4CallOptions {
  const { jsonSchema } = request;
  const json = jsonSchema !== undefined && jsonMode;
  return {
    prompt: request.messages.map(toSdkMessage),
    maxOutputTokens: request.maxOutputTokens,
    temperature: request.temperature,
    ...(json ? { responseFormat: { type: 'json' as const, name: jsonSchema.name, schema: jsonSchema.schema } } : {}),
    abortSignal: signal,
  };
}

function toSdkMessage({ role, content }: ModelMessage): LanguageModelV4Message {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] };
}

async function* partsOf(stream: AsyncIterable<LanguageModelV4StreamPart>): AsyncGenerator<ModelPart> {
  for await (const part of stream) yield* partOf(part);
}

function* partOf(part: LanguageModelV4StreamPart): Generator<ModelPart> {
  if (part.type === 'error') throw part.error;
  if (part.type === 'text-delta' && part.delta !== '') yield { type: 'text', text: part.delta };
  if (part.type === 'reasoning-delta') yield { type: 'thought', text: part.delta };
  if (part.type !== 'finish') return;
  // Every provider of the SDK ends its stream with a `finish`, also one that broke off; only a reason the provider itself gave counts.
  if (part.finishReason.raw === undefined) throw new ModelError('cut', 'The stream ended without a finish reason');
  if (isFault(part.finishReason)) throw new ModelError('cut', `The provider broke off: ${part.finishReason.raw}`);
  yield { type: 'finish', reason: finishOf(part.finishReason.unified), usage: usageOf(part.usage) };
}

/** Mistral's `error`; what Google calls other than a stop, a length or a filter. Unknown words of other servers are ends like any. */
function isFault({ unified, raw }: { unified: string; raw: string | undefined }): boolean {
  return unified === 'error' || (unified === 'other' && /^(?:OTHER|LANGUAGE|MALFORMED_\w+|FINISH_REASON_UNSPECIFIED)$/.test(raw ?? ''));
}

function finishOf(unified: string): ModelFinish {
  if (unified === 'content-filter') return 'refusal';
  return unified === 'length' ? 'length' : 'stop';
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): TokenUsage | null {
  // Providers that count nothing arrive as undefined or as zero.
  if (!inputTokens.total && !outputTokens.total) return null;
  return {
    inputTokens: inputTokens.total ?? 0,
    outputTokens: outputTokens.total ?? 0,
    ...(inputTokens.cacheRead ? { cachedInputTokens: inputTokens.cacheRead } : {}),
  };
}
