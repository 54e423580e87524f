import type { EditorNode } from './editor-json.ts';
import { toMarkdown } from './from-editor.ts';
import { toEditor } from './to-editor.ts';

export type MarkdownRequest = { id: number; markdown: string } | { id: number; document: EditorNode };
export type MarkdownAnswer = { id: number; markdown: string } | { id: number; document: EditorNode } | { id: number; failure: string };

/** Reads and writes long texts without stopping who types. */
self.onmessage = ({ data }: MessageEvent<MarkdownRequest>) => {
  self.postMessage(answer(data));
};

function answer(request: MarkdownRequest): MarkdownAnswer {
  try {
    if ('markdown' in request) return { id: request.id, document: toEditor(request.markdown) };
    return { id: request.id, markdown: toMarkdown(request.document) };
  } catch (error) {
    return { id: request.id, failure: error instanceof Error ? error.message : String(error) };
  }
}
