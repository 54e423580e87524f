import { bearer, type Counted, contentText, messageOf, role, type SentMessage, type Wire, type WireFailure } from './wire.ts';

const statusOf: Record<WireFailure, number> = {
  'rate-limited': 429,
  failed: 500,
  overloaded: 503,
  unauthorised: 401,
  'context-too-long': 400,
  'not-found': 404,
};
const at = '2026-11-23T10:15:00.000000Z';

/** Ollama's own interface: lines of JSON. Has no word for a refusal. */
export const ollamaWire: Wire = {
  provider: 'ollama',
  contentType: 'application/x-ndjson',
  answers: (path) => path.endsWith('/api/chat'),
  ask: (_path, headers, body) => ({
    provider: 'ollama',
    model: String(body.model),
    stream: body.stream !== false,
    messages: ((body.messages ?? []) as SentMessage[]).map((message) => ({
      role: role(message.role),
      content: contentText(message.content),
    })),
    jsonMode: body.format !== undefined,
    maxOutputTokens: (body.options as { num_predict?: number } | undefined)?.num_predict ?? null,
    key: bearer(headers),
  }),
  opening: () => '',
  piece: ({ model }, text) => line({ model, created_at: at, message: { role: 'assistant', content: text }, done: false }),
  thoughts: ({ model }, pieces) =>
    pieces.map((thinking) => line({ model, created_at: at, message: { role: 'assistant', content: '', thinking }, done: false })).join(''),
  ending: ({ model }, finish, counted) => line({ ...last(model, finish, counted), message: { role: 'assistant', content: '' } }),
  breakdown: () => line({ error: 'an error was encountered while running the model: unexpected EOF' }),
  malformed: '{"model":"scripted","message":{"role":"assi\n',
  whole: ({ model }, text, finish, counted) => ({ ...last(model, finish, counted), message: { role: 'assistant', content: text } }),
  failure(kind) {
    const text = kind === 'context-too-long' ? 'the input length exceeds the context length' : messageOf[kind];
    return { status: statusOf[kind], body: { error: text } };
  },
  about(method, path, _headers, body, models) {
    if (method === 'GET' && path.endsWith('/api/version')) return { version: '0.13.0' };
    if (method === 'GET' && path.endsWith('/api/tags')) {
      const details = { format: 'gguf', family: 'llama', parameter_size: '3.2B', quantization_level: 'Q4_K_M' };
      return {
        models: models.map((name) => ({ name, model: name, modified_at: at, size: 2_000_000_000, digest: 'a'.repeat(64), details })),
      };
    }
    if (method !== 'POST' || !path.endsWith('/api/show') || !models.includes(String(body.model))) return undefined;
    return {
      model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 },
      details: { family: 'llama' },
      capabilities: ['completion'],
    };
  },
};

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function last(model: string, finish: string, counted: Counted) {
  return {
    model,
    created_at: at,
    done: true,
    done_reason: finish === 'length' ? 'length' : 'stop',
    total_duration: 1_000_000,
    load_duration: 1000,
    prompt_eval_count: counted.inputTokens,
    prompt_eval_duration: 1000,
    eval_count: counted.outputTokens + counted.thoughtTokens,
    eval_duration: 1000,
  };
}
