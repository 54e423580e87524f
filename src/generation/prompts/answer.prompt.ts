import type { ModelMessage } from '../../ports/language-model.ts';
import { oneLine } from './brief-lines.ts';
import { type PromptPassage, passagesBlock } from './data-block.ts';
import { readPrompt } from './prompt-file.ts';

const fill = readPrompt<Record<'passages' | 'question', string>>('./answer.prompt.md');

/** Asks a question about passages; their place in the list is their number. */
export function answerPrompt(question: string, passages: readonly PromptPassage[]): ModelMessage[] {
  return fill({ passages: passagesBlock(passages), question: oneLine(question) });
}

/** Whether an answer says, as the prompt asks, that the passages hold none. */
export function isUnanswered(text: string): boolean {
  return /^\W*UNANSWERED\b/.test(text);
}
