import type { ModelMessage } from '../../ports/language-model.ts';
import { readPrompt } from './prompt-file.ts';

const order = readPrompt('./continuation.prompt.md');

/** The messages that make a model go on with a text another one began. */
export function continuationOf(before: string): ModelMessage[] {
  // Some providers refuse an answer that ends in white space.
  return [{ role: 'assistant', content: before.trimEnd() }, ...order({})];
}
