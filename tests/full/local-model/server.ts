import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is used of node-llama-cpp, which is no dependency of this repository. */
interface Llama {
  getLlama(options: {
    gpu: false;
    build: 'never';
    logLevel: 'error';
  }): Promise<{ loadModel(options: { modelPath: string }): Promise<Model> }>;
  LlamaChatSession: new (options: { contextSequence: Sequence; systemPrompt: string }) => Session;
}
interface Model {
  createContext(options: { contextSize: number; threads: number }): Promise<{ getSequence(): Sequence }>;
  tokenize(text: string): readonly unknown[];
}
interface Sequence {
  clearHistory(): Promise<void>;
}
interface Session {
  promptWithMeta(text: string, options: PromptOptions): Promise<{ stopReason: string; responseText: string }>;
  dispose(): void;
}
interface PromptOptions {
  maxTokens: number;
  temperature: number;
  signal: AbortSignal;
  stopOnAbortSignal: true;
  onTextChunk: (text: string) => void;
}
interface ChatRequest {
  messages: { role: string; content: string }[];
  stream?: boolean;
  max_tokens?: number;
}

/** Small models go round in circles; what they say in so many tokens is enough for a test. */
const longestAnswer = 160;
const contextSize = 8192;

/** `server.ts MODULE MODEL`: chat completions, one at a time, by a model of this machine. Prints its address when it is ready. */
const [modulePath = '', modelPath = ''] = process.argv.slice(2);
const { getLlama, LlamaChatSession } = (await import(modulePath)) as Llama;
const model = await (await getLlama({ gpu: false, build: 'never', logLevel: 'error' })).loadModel({ modelPath });
// More threads wait for each other by spinning, which costs more than it brings on a machine with two cores.
const sequence = (await model.createContext({ contextSize, threads: 1 })).getSequence();
let last = Promise.resolve();

const server = createServer((request, response) => {
  const turn = last.then(() => answer(request, response));
  last = turn.catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/v1/models') return sendJson(response, { object: 'list', data: [{ id: 'smollm2-135m', object: 'model' }] });
  if (request.url !== '/v1/chat/completions') return void response.writeHead(404).end();
  const asked = JSON.parse(Buffer.concat(await request.toArray()).toString()) as ChatRequest;
  if (asked.stream === true) await stream(asked, response);
  else {
    const { text, reason, usage } = await complete(asked, response, () => {});
    const message = { role: 'assistant', content: text };
    sendJson(response, { id: 'local', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: reason }], usage });
  }
}

async function stream(asked: ChatRequest, response: ServerResponse): Promise<void> {
  const send = (choices: unknown[], usage: unknown = null) =>
    response.write(`data: ${JSON.stringify({ id: 'local', object: 'chat.completion.chunk', model: 'smollm2-135m', choices, usage })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const { reason, usage } = await complete(asked, response, (content) => send([{ index: 0, delta: { content }, finish_reason: null }]));
  send([{ index: 0, delta: {}, finish_reason: reason }]);
  send([], usage);
  response.end('data: [DONE]\n\n');
}

/** One answer, without memory of the one before; it stops when nobody listens any more. */
async function complete({ messages, max_tokens }: ChatRequest, response: ServerResponse, onTextChunk: (text: string) => void) {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  await sequence.clearHistory();
  const ofRole = (isSystem: boolean) => messages.filter(({ role }) => (role === 'system') === isSystem).map(({ content }) => content);
  const [system, prompt] = [ofRole(true).join('\n'), ofRole(false).join('\n')];
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system });
  const maxTokens = Math.min(max_tokens ?? longestAnswer, longestAnswer);
  const { responseText, stopReason } = await session.promptWithMeta(prompt, {
    ...{ maxTokens, temperature: 0, signal: abort.signal, stopOnAbortSignal: true, onTextChunk },
  });
  session.dispose();
  const [prompt_tokens, completion_tokens] = [model.tokenize(system + prompt).length, model.tokenize(responseText).length];
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  return { text: responseText, reason: stopReason === 'maxTokens' ? 'length' : 'stop', usage };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
