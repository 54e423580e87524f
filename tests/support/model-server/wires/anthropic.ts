import { type Counted, contentText, messageOf, role, type SentMessage, sse, type Wire, type WireFailure } from './wire.ts';

const statusOf: Record<WireFailure, [number, string]> = {
  'rate-limited': [429, 'rate_limit_error'],
  failed: [500, 'api_error'],
  overloaded: [529, 'overloaded_error'],
  unauthorised: [401, 'authentication_error'],
  'context-too-long': [400, 'invalid_request_error'],
  'not-found': [404, 'not_found_error'],
};
const stopReason = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal', filtered: 'refusal', broken: 'end_turn' } as const;
const outputOf = ({ outputTokens, thoughtTokens }: Counted) => outputTokens + thoughtTokens;

/** Anthropic's messages. */
export const anthropicWire: Wire = {
  provider: 'anthropic',
  contentType: 'text/event-stream; charset=utf-8',
  answers: (path) => path.endsWith('/messages'),
  ask: (_path, headers, body) => ({
    provider: 'anthropic',
    model: String(body.model),
    stream: body.stream === true,
    messages: [
      ...(body.system === undefined ? [] : [{ role: 'system' as const, content: contentText(body.system) }]),
      ...((body.messages ?? []) as SentMessage[]).map((message) => ({ role: role(message.role), content: contentText(message.content) })),
    ],
    jsonMode: false,
    maxOutputTokens: Number(body.max_tokens ?? 0) || null,
    key: (headers['x-api-key'] as string | undefined) ?? null,
  }),
  opening: (asked, counted) =>
    sse(
      { type: 'message_start', message: { ...message(asked.model), usage: { input_tokens: counted.inputTokens, output_tokens: 1 } } },
      'message_start',
    ) +
    (textIndex(counted) > 0 ? '' : textBlock(0)) +
    sse({ type: 'ping' }, 'ping'),
  thoughts: (_asked, pieces) =>
    sse(
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
      'content_block_start',
    ) +
    pieces
      .map((thinking) => sse({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking } }, 'content_block_delta'))
      .join('') +
    sse({ type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2lnbmVk' } }, 'content_block_delta') +
    sse({ type: 'content_block_stop', index: 0 }, 'content_block_stop') +
    textBlock(1),
  piece: (_asked, text, counted) =>
    sse({ type: 'content_block_delta', index: textIndex(counted), delta: { type: 'text_delta', text } }, 'content_block_delta'),
  ending: (_asked, finish, counted) =>
    sse({ type: 'content_block_stop', index: textIndex(counted) }, 'content_block_stop') +
    sse(
      {
        type: 'message_delta',
        delta: { stop_reason: stopReason[finish], stop_sequence: null },
        usage: { output_tokens: outputOf(counted) },
      },
      'message_delta',
    ) +
    sse({ type: 'message_stop' }, 'message_stop'),
  breakdown: () => sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error'),
  malformed: 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_del\n\n',
  whole: (asked, text, finish, counted) => ({
    ...message(asked.model),
    content: finish === 'refusal' ? [] : [{ type: 'text', text }],
    stop_reason: stopReason[finish],
    usage: { input_tokens: counted.inputTokens, output_tokens: outputOf(counted) },
  }),
  failure(kind) {
    const [status, type] = statusOf[kind];
    const text = kind === 'context-too-long' ? 'prompt is too long: 210000 tokens > 200000 maximum' : messageOf[kind];
    return { status, body: { type: 'error', error: { type, message: text }, request_id: 'req_scripted' } };
  },
  about(method, path, headers, _body, models) {
    if (method !== 'GET' || !path.endsWith('/models') || headers['anthropic-version'] === undefined) return undefined;
    const data = models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }));
    return { data, has_more: false, first_id: models[0] ?? null, last_id: models.at(-1) ?? null };
  },
};

/** Thoughts have a block of their own, before that of the text. */
function textIndex(counted: Counted | undefined): number {
  return counted !== undefined && counted.thoughtTokens > 0 ? 1 : 0;
}

function textBlock(index: number): string {
  return sse({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } }, 'content_block_start');
}

function message(model: string) {
  return { id: 'msg_scripted', type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null };
}
