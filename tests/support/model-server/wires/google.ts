import { type Counted, contentText, messageOf, role, sse, type Wire, type WireFailure, type WireFinish } from './wire.ts';

const statusOf: Record<WireFailure, [number, string]> = {
  'rate-limited': [429, 'RESOURCE_EXHAUSTED'],
  failed: [500, 'INTERNAL'],
  overloaded: [503, 'UNAVAILABLE'],
  unauthorised: [400, 'INVALID_ARGUMENT'],
  'context-too-long': [400, 'INVALID_ARGUMENT'],
  'not-found': [404, 'NOT_FOUND'],
};
const finishReason: Record<WireFinish, string> = {
  ...{ stop: 'STOP', length: 'MAX_TOKENS', refusal: 'SAFETY', filtered: 'PROHIBITED_CONTENT' },
  broken: 'OTHER',
};
const called = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

interface Content {
  role?: unknown;
  parts?: unknown;
}

/** Google's generateContent and streamGenerateContent over server-sent events. */
export const googleWire: Wire = {
  provider: 'google',
  contentType: 'text/event-stream',
  answers: (path) => called.test(path),
  ask(path, headers, body) {
    const [, model = '', method] = called.exec(path) ?? [];
    const generation = (body.generationConfig ?? {}) as { responseMimeType?: string; maxOutputTokens?: number };
    const system = body.systemInstruction as Content | undefined;
    return {
      provider: 'google',
      model,
      stream: method === 'streamGenerateContent',
      messages: [
        ...(system === undefined ? [] : [{ role: 'system' as const, content: contentText(system.parts) }]),
        ...((body.contents ?? []) as Content[]).map((content) => ({ role: role(content.role), content: contentText(content.parts) })),
      ],
      jsonMode: generation.responseMimeType === 'application/json',
      maxOutputTokens: generation.maxOutputTokens ?? null,
      key: (headers['x-goog-api-key'] as string | undefined) ?? null,
    };
  },
  opening: () => '',
  piece: ({ model }, text) => sse({ candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0 }], modelVersion: model }),
  thoughts: ({ model }, pieces) =>
    pieces
      .map((text) => sse({ candidates: [{ content: { parts: [{ text, thought: true }], role: 'model' }, index: 0 }], modelVersion: model }))
      .join(''),
  blocked: ({ model }, { inputTokens }) =>
    sse({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: inputTokens, totalTokenCount: inputTokens },
      modelVersion: model,
    }),
  ending: (asked, finish, counted) => sse(lastPart(asked.model, '', finish, counted)),
  breakdown: () => sse({ error: { code: 503, message: messageOf.overloaded, status: 'UNAVAILABLE' } }),
  malformed: 'data: {"candidates":[{"content":{"parts":[{"te\n\n',
  whole: (asked, text, finish, counted) => lastPart(asked.model, text, finish, counted),
  failure(kind) {
    const [code, status] = statusOf[kind];
    const special: Partial<Record<WireFailure, string>> = {
      unauthorised: 'API key not valid. Please pass a valid API key.',
      'context-too-long': 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    };
    const message = special[kind] ?? messageOf[kind as keyof typeof messageOf];
    const reason = kind === 'unauthorised' ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }] : [];
    return { status: code, body: { error: { code, message, status, details: reason } } };
  },
  about(method, path, _headers, _body, models) {
    if (method !== 'GET' || !path.startsWith('/google') || !path.endsWith('/models')) return undefined;
    const supportedGenerationMethods = ['generateContent', 'countTokens'];
    return {
      models: models.map((id) => ({ name: `models/${id}`, displayName: id, inputTokenLimit: 1_048_576, supportedGenerationMethods })),
    };
  },
};

function lastPart(model: string, text: string, finish: WireFinish, counted: Counted) {
  const content = finish === 'refusal' ? {} : { content: { parts: [{ text }], role: 'model' } };
  return {
    candidates: [{ ...content, finishReason: finishReason[finish], index: 0 }],
    usageMetadata: {
      promptTokenCount: counted.inputTokens,
      candidatesTokenCount: counted.outputTokens,
      ...(counted.thoughtTokens > 0 ? { thoughtsTokenCount: counted.thoughtTokens } : {}),
      totalTokenCount: counted.inputTokens + counted.outputTokens + counted.thoughtTokens,
    },
    modelVersion: model,
    responseId: 'scripted',
  };
}
