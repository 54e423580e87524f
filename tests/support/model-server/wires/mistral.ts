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
  'not-found': 400,
};
const finishReason: Record<WireFinish, string> = {
  ...{ stop: 'stop', refusal: 'stop', filtered: 'stop' },
  ...{ length: 'length', broken: 'error' },
};
const created = 1_790_000_000;

/** Mistral's chat completions. Told apart from OpenAI's by the path: the tests give it a base URL of its own. Has no word for a refusal. */
export const mistralWire: Wire = {
  provider: 'mistral',
  contentType: 'text/event-stream; charset=utf-8',
  answers: (path) => path.startsWith('/mistral') && path.endsWith('/chat/completions'),
  ask: (_path, headers, body) => ({
    provider: 'mistral',
    model: String(body.model),
    stream: body.stream === true,
    messages: ((body.messages ?? []) as SentMessage[]).map((message) => ({
      role: role(message.role),
      content: contentText(message.content),
    })),
    jsonMode: (body.response_format as { type?: string } | undefined)?.type?.startsWith('json') ?? false,
    maxOutputTokens: Number(body.max_tokens ?? 0) || null,
    key: bearer(headers),
  }),
  opening: ({ model }) => sse(chunk(model, { role: 'assistant', content: '' })),
  piece: ({ model }, text) => sse(chunk(model, { content: text })),
  thoughts: ({ model }, pieces) =>
    pieces.map((text) => sse(chunk(model, { content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }))).join(''),
  ending: ({ model }, finish, counted) =>
    sse({ ...chunk(model, { content: '' }, finishReason[finish]), usage: usageOf(counted) }) + sse('[DONE]'),
  breakdown: () => sse({ object: 'error', message: messageOf.failed, type: 'internal_server_error', param: null, code: '3000' }),
  malformed: 'data: {"id":"cmpl-1","choices":[{"index":0,"delta":{"content":"ha\n\n',
  whole: ({ model }, text, finish, counted) => ({
    id: 'cmpl-1',
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, tool_calls: null },
        finish_reason: finishReason[finish],
      },
    ],
    usage: usageOf(counted),
  }),
  failure(kind) {
    const text =
      kind === 'context-too-long' ? 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length' : messageOf[kind];
    const type = kind === 'not-found' ? 'invalid_model' : 'invalid_request_error';
    return { status: statusOf[kind], body: { object: 'error', message: text, type, param: null, code: '1500' } };
  },
  about(method, path, _headers, _body, models) {
    if (method !== 'GET' || !path.startsWith('/mistral') || !path.endsWith('/models')) return undefined;
    const capabilities = { completion_chat: true };
    return { object: 'list', data: models.map((id) => ({ id, object: 'model', created, capabilities, max_context_length: 32_768 })) };
  },
};

function chunk(model: string, delta: object, finish: string | null = null) {
  return { id: 'cmpl-1', object: 'chat.completion.chunk', created, model, choices: [{ index: 0, delta, finish_reason: finish }] };
}

function usageOf({ inputTokens, outputTokens, thoughtTokens }: Counted) {
  const completion = outputTokens + thoughtTokens;
  return { prompt_tokens: inputTokens, completion_tokens: completion, total_tokens: inputTokens + completion };
}
