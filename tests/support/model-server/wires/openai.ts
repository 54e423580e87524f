import {
  bearer,
  type Counted,
  contentText,
  messageOf,
  role,
  type SentMessage,
  sse,
  type Wire,
  type WireFailure,
  type WireFinish,
} from './wire.ts';

const statusOf: Record<WireFailure, number> = {
  'rate-limited': 429,
  failed: 500,
  overloaded: 503,
  unauthorised: 401,
  'context-too-long': 400,
  'not-found': 404,
};
const finishReason: Record<WireFinish, string> = {
  ...{ stop: 'stop', refusal: 'stop', broken: 'stop' },
  ...{ length: 'length', filtered: 'content_filter' },
};
const created = 1_790_000_000;

/** OpenAI's chat completions. */
export const openaiWire: Wire = {
  provider: 'openai',
  contentType: 'text/event-stream; charset=utf-8',
  answers: (path) => path.endsWith('/chat/completions') && !path.startsWith('/mistral'),
  ask: (_path, headers, body) => ({
    provider: 'openai',
    model: String(body.model),
    stream: body.stream === true,
    messages: ((body.messages ?? []) as SentMessage[]).map((message) => ({
      role: role(message.role),
      content: contentText(message.content),
    })),
    jsonMode: (body.response_format as { type?: string } | undefined)?.type?.startsWith('json') ?? false,
    maxOutputTokens: Number(body.max_completion_tokens ?? body.max_tokens ?? 0) || null,
    key: bearer(headers),
  }),
  opening: ({ model }) => sse(chunk(model, { role: 'assistant', content: '', refusal: null })),
  piece: ({ model }, text) => sse(chunk(model, { content: text })),
  // As DeepSeek, vLLM and llama.cpp send them; OpenAI itself only counts them.
  thoughts: ({ model }, pieces) => pieces.map((piece) => sse(chunk(model, { reasoning_content: piece }))).join(''),
  ending({ model }, finish, counted) {
    const refusal = finish === 'refusal' ? sse(chunk(model, { refusal: 'I cannot help with that.' })) : '';
    const end = sse(chunk(model, {}, finishReason[finish]));
    const usage = sse({ ...chunk(model, {}), choices: [], usage: usageOf(counted) });
    return `${refusal}${end}${usage}${sse('[DONE]')}`;
  },
  breakdown: () => sse({ error: { message: messageOf.failed, type: 'server_error', param: null, code: null } }),
  malformed: 'data: {"id":"chatcmpl-1","choices":[{"delta":{"content":"half\n\n',
  whole: ({ model }, text, finish, counted) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: finish === 'refusal' ? null : text,
          refusal: finish === 'refusal' ? 'I cannot help with that.' : null,
        },
        finish_reason: finishReason[finish],
      },
    ],
    usage: usageOf(counted),
  }),
  failure(kind) {
    const context = kind === 'context-too-long';
    const message = context
      ? "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens."
      : messageOf[kind];
    const code = context
      ? 'context_length_exceeded'
      : {
          'rate-limited': 'rate_limit_exceeded',
          unauthorised: 'invalid_api_key',
          failed: null,
          overloaded: null,
          'not-found': 'model_not_found',
        }[kind];
    return { status: statusOf[kind], body: { error: { message, type: context ? 'invalid_request_error' : 'error', param: null, code } } };
  },
  about(method, path, _headers, _body, models) {
    if (method !== 'GET' || !path.endsWith('/models')) return undefined;
    return { object: 'list', data: models.map((id) => ({ id, object: 'model', created, owned_by: 'scripted' })) };
  },
};

function chunk(model: string, delta: object, finish: string | null = null) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created,
    model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
  };
}

function usageOf({ inputTokens, outputTokens, thoughtTokens }: Counted) {
  const completion = outputTokens + thoughtTokens;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: completion,
    total_tokens: inputTokens + completion,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: thoughtTokens },
  };
}
