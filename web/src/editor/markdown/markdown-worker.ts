import type { EditorNode } from './editor-json.ts';
import type { MarkdownAnswer, MarkdownRequest } from './markdown.worker.ts';

type Request = { markdown: string } | { document: EditorNode };

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, PromiseWithResolvers<MarkdownAnswer>>();

/** The editor's document of a Markdown text, made in a worker. */
export async function readInWorker(markdown: string): Promise<EditorNode> {
  const answer = await ask({ markdown });
  if ('document' in answer) return answer.document;
  throw new Error('failure' in answer ? answer.failure : 'The worker answered something else.');
}

/** The Markdown of the editor's document, made in a worker. */
export async function writeInWorker(document: EditorNode): Promise<string> {
  const answer = await ask({ document });
  if ('markdown' in answer) return answer.markdown;
  throw new Error('failure' in answer ? answer.failure : 'The worker answered something else.');
}

function ask(request: Request): Promise<MarkdownAnswer> {
  worker ??= startWorker();
  lastId += 1;
  const answer = Promise.withResolvers<MarkdownAnswer>();
  waiting.set(lastId, answer);
  worker.postMessage({ id: lastId, ...request } satisfies MarkdownRequest);
  return answer.promise;
}

function startWorker(): Worker {
  const started = new Worker(new URL('./markdown.worker.ts', import.meta.url), { type: 'module', name: 'markdown' });
  started.onmessage = ({ data }: MessageEvent<MarkdownAnswer>) => {
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  };
  started.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
    worker = null;
  };
  return started;
}
