import { TaskThread } from '../shared/threads/task-thread.ts';
import type { DocumentText } from './document.text.ts';
import { isQuickToRead } from './markdown/reading-cost.ts';
import type { Span } from './spans.ts';
import { textWork } from './text-work.ts';

type Work = typeof textWork;
type Calls = { [Name in keyof Work]: (...args: Parameters<Work[Name]>) => ReturnType<Work[Name]> };

/** What the thread is asked for. */
export interface TextCall {
  name: keyof Work;
  args: readonly unknown[];
}

/** The longest text takes a few seconds of a processor; the rest is for a busy machine. */
const thread = new TaskThread<TextCall, unknown>({
  name: 'Reading the text',
  module: new URL('./text-work.task.ts', import.meta.url),
  deadlineMs: 60_000,
  heapMegabytes: 1024,
  idleMs: 30_000,
});

/**
 * Does one of `textWork`: at once when the text is quick to read, else in the text thread, so that nothing else waits for it.
 * Throws what the work throws, and AppError `unprocessable`, `overloaded` as `TaskThread` does.
 * @param text whose length and marks tell how long it will take
 */
export async function withText<Name extends keyof Work>(
  text: string,
  name: Name,
  ...args: Parameters<Work[Name]>
): Promise<Awaited<ReturnType<Work[Name]>>> {
  const calls: Calls = textWork;
  if (isQuickToRead(text)) return await calls[name](...args);
  return (await thread.run({ name, args })) as Awaited<ReturnType<Work[Name]>>;
}

/** All that follows from the words of a document. Not inside a transaction. Throws AppError as `withText` and `toNormalForm` do. */
export function prepareText(title: string, markdown: string, language: string): Promise<DocumentText> {
  return withText(markdown, 'readText', title, markdown, language);
}

/** `citedSpans`. Throws AppError as `withText` does. */
export function spansOfPiece(...args: Parameters<Work['citedSpans']>): Promise<Span[]> {
  return withText(args[0], 'citedSpans', ...args);
}

/** `mergeSections`. Throws AppError as `withText` does. */
export function joinSections(sections: readonly string[]): Promise<string> {
  return withText(sections.join(''), 'mergeSections', sections);
}

/** The Markdown in normal form. Not inside a transaction. Throws AppError as `withText` and `toNormalForm` do. */
export function normalise(markdown: string): Promise<string> {
  return withText(markdown, 'toNormalForm', markdown);
}
