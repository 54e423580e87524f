import type { Paragraph, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { footnoteFaults, parseMarkdown, removeFootnote, stringifyMarkdown } from '../../content/index.ts';
import { splitSentences } from '../../shared/text/sentences.ts';
import { flatText, removeRanges } from '../prompts/remove-ranges.ts';
import { tidyText } from '../prompts/tidy-text.ts';

/** Fewer words may well stand twice: “Not so.” */
const fewestWords = 4;

/** Leaves out every sentence an earlier section, or the same one, has said in the same words: models that know nothing of each other repeat themselves. */
export class RepeatedSentences {
  readonly #said = new Set<string>();
  readonly #language: string;
  #count = 0;

  /** @param language BCP 47 */
  constructor(language: string) {
    this.#language = language;
  }

  /** Sentences left out so far. */
  get count(): number {
    return this.#count;
  }

  /** @returns the section, as it was when it repeats nothing; empty when it says nothing new */
  without(markdown: string): string {
    const root = parseMarkdown(markdown);
    const before = this.#count;
    visit(root, 'paragraph', (paragraph, _, parent) => {
      if (parent?.type !== 'footnoteDefinition') this.#prune(paragraph);
    });
    return this.#count === before ? markdown : tidied(root);
  }

  #prune(paragraph: Paragraph): void {
    const text = flatText(paragraph.children);
    const repeated = splitSentences(text, this.#language).filter((sentence) => this.#isRepeat(sentence.text));
    if (repeated.length === 0) return;
    this.#count += repeated.length;
    // With the blank behind it, so that no two stand side by side.
    removeRanges(
      paragraph,
      repeated.map(({ start, end }) => ({ start, end: end + (/^\s+/.exec(text.slice(end))?.[0].length ?? 0) })),
    );
    tidyText(paragraph);
  }

  #isRepeat(sentence: string): boolean {
    const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const key = words.join(' ');
    if (words.length < fewestWords) return false;
    if (this.#said.has(key)) return true;
    this.#said.add(key);
    return false;
  }
}

function tidied(root: Root): string {
  visit(root, 'paragraph', (paragraph, index, parent) => {
    // Citations alone cite nothing.
    if (flatText(paragraph.children).trim() !== '' || parent === undefined || index === undefined) return;
    parent.children.splice(index, 1);
    return index;
  });
  for (const label of footnoteFaults(root).unused) removeFootnote(root, label);
  return stringifyMarkdown(root);
}
